package reports

import (
	"strconv"
	"time"

	"mendesk/app/record"
	"mendesk/app/training"
)

const demoShop, demoZone = "栖木生活官方旗舰店", "Asia/Shanghai"

// printed is the moment at which the papers of the tests are printed.
var printed = time.Date(2026, 11, 17, 3, 30, 0, 0, time.UTC)

func clock(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC)
}

func demoCertificate() CertificatePaper {
	return CertificatePaper{
		Certificate: training.Certificate{
			ID: "CERT", Number: "QC-B-260301-2", Score: 96, Steps: []training.Step{training.Inspect, training.Disinfect},
			From: time.Date(2026, 2, 28, 16, 0, 0, 0, time.UTC), Until: "2027-02-28",
		},
		Person: "欧阳靖文 Ouyang Jingwen", Course: training.CourseVersion{Version: 3, NameZh: "退货消毒与质检", NameEn: "Disinfecting and inspecting returns"},
		Shop: demoShop, Zone: demoZone, At: printed,
	}
}

// demoStaff has every state that a cell can have, and more courses than a page is wide.
func demoStaff() StaffPaper {
	names := [][2]string{
		{"退货消毒与质检", "Inspecting returns"},
		{"收货与验货", "Receiving goods"},
		{"消毒操作", "Disinfection"},
		{"沟通规范", "Conduct"},
		{"投诉处理", "Complaints"},
		{"锂电池安全存放", "Lithium battery storage"},
		{"个人信息保护", "Privacy"},
		{"小家电维修", "Repairing appliances"},
		{"退款与台账", "Refunds"},
	}
	m := training.Matrix{At: printed, Valid: 3, Required: 6}
	for i, n := range names {
		m.Columns = append(m.Columns, training.Column{Code: "C" + strconv.Itoa(i), Version: i%3 + 1, NameZh: n[0], NameEn: n[1], Valid: 3 + i%2, Required: 4 + i%2})
	}
	m.Columns[3].Valid = m.Columns[3].Required
	people := []training.Row{
		{Name: "陈思远", Department: training.CustomerService, Roles: []training.Role{training.Agent}},
		{Name: "Olivia Chen", Department: training.CustomerService, Roles: []training.Role{training.Agent, training.Supervisor}},
		{Name: "何佳", Department: training.ReturnCentre, Roles: []training.Role{training.Inspector}},
		{Name: "高远", Department: training.ReturnCentre, Roles: []training.Role{training.Inspector, training.Technician}},
		{Name: "欧阳靖文", Department: training.TechnicalSupport, Roles: []training.Role{training.Technician}},
		{Name: "方敏", Department: training.TrainingDept, Roles: []training.Role{training.Trainer}},
	}
	states := []training.CertificateState{
		training.Certified, training.Certified, training.Expiring, training.Certified, training.NeedsRefresh, training.NoCertificate,
		training.Expired, training.Certified, training.SuspendedNow, training.Certified, training.NotYet, training.Revoked,
	}
	for i, row := range people {
		for k := range names {
			c := training.Cell{State: training.NoCertificate}
			if (i+2*k)%4 != 3 {
				c.State, c.Required = states[(5*i+k)%len(states)], (i+k)%5 != 0
			}
			if c.State != training.NoCertificate {
				c.Number, c.Until = "QC-B-26030"+strconv.Itoa(i)+"-"+strconv.Itoa(k), record.Day("2026-11-30").Add(11*k-20*(i%3))
			} else if c.Required && k%2 == 0 {
				c.EnrolledOn = "2026-11-24"
			}
			row.Cells = append(row.Cells, c)
		}
		m.Rows = append(m.Rows, row)
	}
	return StaffPaper{Shop: demoShop, Zone: demoZone, Matrix: m}
}
