package exchange

import "testing"

type mutant struct {
	name string
	slip slips
	seed uint64 // where to look first
}

// Each of these ways of being wrong is caught by the simulation within so many seeds.
func mutants() []mutant {
	return []mutant{
		{"packs are believed unsigned", slips{trustAll: true}, 1},
		{"who signs need not have begun the log", slips{strangersLog: true}, 1},
		{"a revoked workstation's signature is believed", slips{trustRevoked: true}, 1},
		{"what lies beside a revoked end is believed", slips{trustBeside: true}, 1},
		{"the cursor moves before the merge", slips{cursorFirst: true}, 1},
		{"nobody hands on what others wrote", slips{noRelay: true}, 1},
		{"what could not be believed is never read again", slips{noAgain: true}, 1},
		{"what was acknowledged counts as read", slips{ackIsRead: true}, 1},
		{"a restored place is taken for the one of yesterday", slips{keepMemory: true}, 1},
		{"a damaged place is taken for whole", slips{noMissing: true}, 1},
		{"forks are compared by number", slips{byNumber: true}, 1},
		{"an unclear answer counts as stored", slips{unclearLost: true, ackIsRead: true}, 1},
		{"a hold is stored by force", slips{holdByForce: true}, 1},
		{"earlier holds need not be known", slips{holdBlind: true}, 1},
		{"an unclear answer to a payment counts as yes", slips{holdUnclear: true}, 1},
		{"payments do not wait after a loss", slips{holdNoWait: true}, 1},
		{"going on passes over those who are there", slips{overPresent: true}, 1},
		{"the rule of the money is not asked", slips{noRule: true}, 1},
		{"a copy's hold counts as one's own", slips{holdOfTwin: true}, 1},
		{"a hold of before a restore is paid", slips{holdOld: true}, 1},
	}
}

func TestEachMutantIsCaught(t *testing.T) {
	for _, m := range mutants() {
		t.Run(m.name, func(t *testing.T) {
			failed := simulateAll(m.seed, 1, m.slip, 1)
			if len(failed) == 0 {
				failed = simulateAll(1, seeds(t, 700), m.slip, 1)
			}
			if len(failed) == 0 {
				t.Fatal("not caught")
			}
			t.Log(failed[0])
		})
	}
}
