package app

import (
	"os"
	"testing"

	"mendesk/app/exchange/clustertest"
)

// The test binary runs a server of a chain's cluster, or a workstation that carries attachments, when it is told which.
func TestMain(m *testing.M) {
	clustertest.Main()
	if raw := os.Getenv(carrierVariable); raw != "" {
		carryUntilKilled(raw)
	}
	os.Exit(m.Run())
}
