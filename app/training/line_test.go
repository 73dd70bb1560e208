package training

import (
	"testing"

	"mendesk/app/record"
)

func TestLinesTellWhatHappened(t *testing.T) {
	line := func(e record.Event) record.Line {
		t.Helper()
		sealed, err := e.Seal("salt")
		if err != nil {
			t.Fatal(err)
		}
		l, told := Line(record.Happened{Event: sealed, By: "BY"})
		if !told {
			t.Fatalf("%s is not told", e.What)
		}
		return l
	}
	if l := line(Certificates.Did("C", suspended, nil, reasonPrivate{"调岗"})); l.Key != "training.line.certificate.suspended" || l.Text != "调岗" || l.Who != "BY" {
		t.Errorf("%+v", l)
	}
	if l := line(Certificates.Did("C", issued, issuedData{Number: "QC-A-261120-1", Score: 92, Until: "2027-11-19"}, nil)); l.Params["number"] != "QC-A-261120-1" || l.Params["score"] != "92" {
		t.Errorf("%+v", l)
	}
	if l := line(Sessions.Did("S", attended, attendedData{"HE", false}, nil)); l.Key != "training.line.session.absent" || l.Params["person"] != "HE" {
		t.Errorf("%+v", l)
	}
	if _, told := Line(record.Happened{Event: Credentials.Did("HE", pinSet, nil, pinSetPrivate{"x"})}); told {
		t.Error("a PIN is told")
	}
}
