package command_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"mendesk/app/exchange/clustertest"
	"mendesk/app/exchange/natshub"
	"mendesk/app/record"
)

var idsIn = regexp.MustCompile(`desk (\w+), workstation (\w+)`)

// administrator is who runs a chain's servers in a script, and issues credentials there.
type administrator struct{ account *clustertest.Account }

// cluster starts a chain's servers; $CLUSTER and $AUTHORITIES tell how to reach them.
func cluster(ts *testscript.TestScript, _ bool, _ []string) {
	servers := clustertest.Start(ts.Value("t").(testing.TB), 1, 1)
	account := servers.Account()
	ts.Value("administrator").(*administrator).account = &account
	ts.Setenv("CLUSTER", servers.URLs()[0])
	ts.Setenv("AUTHORITIES", servers.Authorities)
}

// credentials FILE DESK WORKSTATION [first] writes a workstation's file; the first may make the streams.
func credentials(ts *testscript.TestScript, _ bool, args []string) {
	publish, subscribe := natshub.May(record.ID(args[1]), record.ID(args[2]), true)
	if len(args) > 3 {
		publish = append(publish, natshub.Setup()...)
	}
	raw, err := os.ReadFile(ts.Value("administrator").(*administrator).account.Credentials(publish, subscribe))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), raw, 0o600))
}

// asked puts the ids that a refusal names into $DESK_ID and $STATION_ID.
func asked(ts *testscript.TestScript, _ bool, _ []string) {
	ids := idsIn.FindStringSubmatch(ts.ReadFile("stderr"))
	if ids == nil {
		ts.Fatalf("no ids are told")
	}
	ts.Setenv("DESK_ID", ids[1])
	ts.Setenv("STATION_ID", ids[2])
}
