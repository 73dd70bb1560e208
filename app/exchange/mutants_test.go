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
		{"who signs need not have begun the log", slips{strangersLog: true}, 7},
		{"a revoked workstation's signature is believed", slips{trustRevoked: true}, 13},
		{"what lies beside a revoked end is believed", slips{trustBeside: true}, 87},
		{"the cursor moves before the merge", slips{cursorFirst: true}, 100},
		{"nobody hands on what others wrote", slips{noRelay: true}, 20},
		{"what could not be believed is never read again", slips{noAgain: true, noTell: true}, 5},    // others would be sent it again
		{"signatures are kept after what they prove", slips{headsLate: true, noHandOn: true}, 17614}, // others would sign it
		{"a restored place is taken for the one of yesterday", slips{keepMemory: true}, 1},
		{"a damaged place is taken for whole", slips{noMissing: true}, 19},
		{"forks are compared by number", slips{byNumber: true}, 1},
		{"an unclear answer counts as stored", slips{unclearLost: true, ackIsRead: true, noTell: true}, 8}, // others would be sent it again
		{"what a revoked workstation signed too far is not handed on", slips{noHandOn: true}, 181777},
		{"nobody is sent again what it lacks", slips{noTell: true}, 20},
		{"nobody signs what the workstation wrote that it was", slips{noHeir: true}, 2},
		{"a moved workstation goes on with the memory of the one that it was", slips{othersMemory: true}, 5},
		{"an unclear answer to a payment counts as yes", slips{holdUnclear: true}, 997},
		{"a hold of before a restore is paid", slips{holdOld: true}, 2916},
		{"a hold is stored by force", slips{holdByForce: true}, 372},
		{"payments do not wait after a loss", slips{holdNoWait: true}, 15},
		{"the rule of the money is not asked", slips{noRule: true}, 1},
		{"a hold that was granted is paid whatever is known since", slips{heldIsPaid: true}, 195684},
		{"a copy's hold counts as one's own", slips{holdOfTwin: true}, 56},
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
