package natshub_test

import (
	"os"
	"testing"
	"time"

	"mendesk/app/exchange/clustertest"
	"mendesk/app/exchange/fleet"
)

// Everything waits this long at most, on a machine that is busy with other things.
const patience = 3 * time.Minute

// The test binary runs a server of a cluster, or a workstation, when it is told which.
func TestMain(m *testing.M) {
	fleet.Main()
	clustertest.Main()
	os.Exit(m.Run())
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
