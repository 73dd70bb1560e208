// Package clash knows what workstations did without knowing of each other that cannot both be: decisions that a merge
// refused, and findings across records. Nothing of it is ever lost; it stays until a person has looked at it.
//
// What clashed is derived: a decision is refused by its record's own fold, a finding is worked out from records as they
// stand. Only the [Verdict] of a person is a record, so that what one workstation settled is settled everywhere.
package clash
