package training

// Department is where a person works.
type Department string

// The departments of an after-sales team.
const (
	CustomerService  Department = "customerService"
	TechnicalSupport Department = "technicalSupport"
	ReturnCentre     Department = "returnCentre"
	DataImprovement  Department = "dataImprovement"
	TrainingDept     Department = "training"
)
