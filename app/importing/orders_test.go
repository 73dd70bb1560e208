package importing

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"mendesk/app/archive"
	"mendesk/app/record"
	"mendesk/app/training"
)

const pddHeader = "订单成交时间,商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),用户实付金额(元),商家实收金额(元),商品数量(件),发货时间,确认收货时间,商品id,商品规格,样式ID,商家编码-规格维度,商家编码-商品维度,商家备注,售后状态,快递单号,快递公司\n"

func orders() Settings { return Settings{Format: Pinduoduo, Zone: shanghai, Now: now} }

// pdd is a row as Pinduoduo writes it, every cell padded with a tab, with some cells replaced.
func pdd(change map[string]string) string {
	cells := map[string]string{
		"订单成交时间": "2026-11-01 09:15:00", "商品": "\"电热水壶 1.5L, 白\"", "订单号": "=\"261101-123456789012345\"", "订单状态": "已发货，待签收", "商品总价(元)": "199.00",
		"邮费(元)": "6.00", "店铺优惠折扣(元)": "10.00", "平台优惠折扣(元)": "5.50", "多多支付立减金额(元)": "0.01", "用户实付金额(元)": "189.49", "商家实收金额(元)": "195.00",
		"商品数量(件)": "2", "发货时间": "2026-11-01 18:00:00", "确认收货时间": "2026-11-05 12:00:00", "商品id": "9988", "商品规格": "白色", "样式ID": "77",
		"商家编码-规格维度": "KTL-W", "商家编码-商品维度": "KTL", "商家备注": "易碎", "售后状态": "无售后或售后取消", "快递单号": "=\"780012345678\"", "快递公司": "顺丰速运",
	}
	out := []string{}
	for _, h := range strings.Split(strings.TrimSpace(pddHeader), ",") {
		v := cells[h]
		if c, ok := change[h]; ok {
			v = c
		}
		out = append(out, v+"\t")
	}
	return strings.Join(out, ",") + "\r\n"
}

func TestAPinduoduoRowIsUnderstood(t *testing.T) {
	text := pddHeader + pdd(nil)
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string]string{"UTF-8 with a mark": "\ufeff" + text, "GBK": gbk} {
		rows := read(t, raw, orders())
		if len(rows) != 1 || rows[0].Refused != nil || len(rows[0].Odd) != 0 {
			t.Fatalf("%s: %+v", name, rows)
		}
		o := rows[0].Order
		l := o.Lines[0]
		if o.Number != "261101-123456789012345" || o.Tracking != "780012345678" || o.Carrier != "顺丰速运" || o.Note != "易碎" || o.Status != archive.Signed {
			t.Errorf("%s: %+v", name, o)
		}
		if !o.PlacedAt.Equal(time.Date(2026, 11, 1, 1, 15, 0, 0, time.UTC)) || !o.SignedAt.Equal(time.Date(2026, 11, 5, 4, 0, 0, 0, time.UTC)) {
			t.Errorf("%s: placed %s, signed %s", name, o.PlacedAt, o.SignedAt)
		}
		if l.Name != "电热水壶 1.5L, 白" || l.SKU != "KTL-W" || l.Quantity != 2 || l.Price.Minor != 19900 || l.Discount.Minor != 1551 || o.Shipping.Minor != 600 {
			t.Errorf("%s: line %+v, shipping %v", name, l, o.Shipping)
		}
	}
}

func TestEveryPinduoduoColumnIsUsed(t *testing.T) {
	f, err := Read([]byte(pddHeader+pdd(nil)), orders())
	if err != nil {
		t.Fatal(err)
	}
	if unused := f.Unused(); len(unused) != 0 || len(f.Columns()) != 23 {
		t.Errorf("%d columns are used, not %v", len(f.Columns()), unused)
	}
}

func TestOrderStatesAndOddities(t *testing.T) {
	for _, c := range []struct {
		change map[string]string
		status archive.Status
		odd    []string
	}{
		{map[string]string{"订单状态": "待付款", "订单成交时间": "", "发货时间": "", "确认收货时间": ""}, archive.Unpaid, []string{}},
		{map[string]string{"订单状态": "待发货", "发货时间": "", "确认收货时间": ""}, archive.Paid, []string{}},
		{map[string]string{"确认收货时间": ""}, archive.Shipped, []string{}},
		{map[string]string{"订单状态": "已收货"}, archive.Completed, []string{}},
		{map[string]string{"订单状态": "未发货，退款成功", "发货时间": "", "确认收货时间": ""}, archive.Cancelled, []string{}},
		{map[string]string{"订单状态": "已签收，部分退款"}, archive.Signed, []string{}},
		{map[string]string{"订单状态": "神秘"}, archive.Unknown, []string{"2 订单状态 statusUnknown"}},
		{map[string]string{"确认收货时间": "2026-11-01 10:00"}, archive.Signed, []string{"2 确认收货时间 signedBeforeShipped"}},
		{map[string]string{"订单成交时间": "2026-11-02 10:00"}, archive.Signed, []string{"2 发货时间 shippedBeforePlaced"}},
		{map[string]string{"用户实付金额(元)": "150.00"}, archive.Signed, []string{"2 用户实付金额(元) amountsDiffer"}},
		{map[string]string{"快递单号": "7.80012E+11"}, archive.Signed, []string{"2 快递单号 idRounded"}},
	} {
		row := read(t, pddHeader+pdd(c.change), orders())[0]
		if row.Order == nil {
			t.Errorf("%v is refused: %+v", c.change, row.Refused)
			continue
		}
		if row.Order.Status != c.status {
			t.Errorf("%v is %s, want %s", c.change, row.Order.Status, c.status)
		}
		if diff := cmp.Diff(c.odd, told(row.Odd...)); diff != "" {
			t.Errorf("%v: %s", c.change, diff)
		}
	}
}

func TestOrderRowsAreRefused(t *testing.T) {
	for want, change := range map[string]map[string]string{
		"2 订单号 field.missing":           {"订单号": ""},
		"2 商品数量(件) order.quantityWrong": {"商品数量(件)": "0"},
		"2 商品数量(件) field.missing":       {"商品数量(件)": ""},
		"2 商品总价(元) money.malformed":     {"商品总价(元)": "free"},
		"2 用户实付金额(元) order.amountWrong": {"用户实付金额(元)": "-3"},
		"2 发货时间 import.timeMalformed":   {"发货时间": "昨天"},
		"2 订单号 import.numberScientific": {"订单号": "2.61101E+17"},
	} {
		row := read(t, pddHeader+pdd(change), orders())[0]
		if row.Refused == nil || told(*row.Refused)[0] != want {
			t.Errorf("%v gives %+v, want %s", change, row.Refused, want)
		}
	}
}

// Whatever the columns say, what the lines and the shipping cost is what the buyer paid.
func TestAmountsAddUpToWhatWasPaid(t *testing.T) {
	who := training.Actor{ID: "A", Roles: []training.Role{training.Agent}}
	for _, c := range [][4]string{ // goods, shipping, paid, total in fen
		{"199.00", "6.00", "189.49", "18949"},
		{"199.00", "6.00", "", "18949"},
		{"¥1,199.00", "0", "1100.00元", "110000"},
		{"10.00", "6.00", "3.00", "300"},
		{"10.00", "0.00", "12.00", "1200"},
		{"0.00", "0.00", "0.00", "0"},
	} {
		change := map[string]string{"商品总价(元)": "\"" + c[0] + "\"", "邮费(元)": c[1], "用户实付金额(元)": c[2]}
		row := read(t, pddHeader+pdd(change), orders())[0]
		if row.Refused != nil {
			t.Errorf("%v is refused: %+v", c, row.Refused)
			continue
		}
		events, err := archive.Order{}.Put(*row.Order, who, now)
		if err != nil {
			t.Errorf("%v: %v", c, err)
			continue
		}
		sealed, err := events[0].Seal("salt")
		if err != nil {
			t.Fatal(err)
		}
		o, err := archive.Order{}.After(happened(sealed))
		if err != nil || o.Total.Plain() != fen(c[3]) {
			t.Errorf("%v totals %s, want %s (%v)", c, o.Total.Plain(), fen(c[3]), err)
		}
	}
}

func fen(minor string) string {
	for len(minor) < 3 {
		minor = "0" + minor
	}
	return minor[:len(minor)-2] + "." + minor[len(minor)-2:]
}

func happened(e record.Event) record.Happened {
	e.When = now
	return record.Happened{Event: e, By: "A", At: record.MakeStamp(1, 0, record.KeyID("log")), Entry: record.HashOf([]byte("x"))}
}
