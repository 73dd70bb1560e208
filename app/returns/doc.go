// Package returns knows what comes back and what is paid back for it.
//
// A [Return] is one record with its lines, shipments, disinfection and inspections inside. A [Ledger] holds
// every refund of one order, so that its cap is a rule inside one fold: never more than what was paid for the
// units the customer is entitled to. A [Policy] is one version of the shop's rules; published, it never changes.
//
// The two meet in one change: the command that accepts units at inspection writes their entitlement to the
// ledger of the order, so its events are for both records.
package returns
