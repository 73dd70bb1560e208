// Package exchange brings workstations of one desk together through a [Place] that all of them reach: a hub,
// a chain's own cluster, or a shared folder.
//
// What a workstation knows is its tips. A [Desk] pulls what the place has, merges it, sends what the place or
// another workstation lacks, and says what it knows now. Nothing is marked as sent: whoever knows an entry
// that another lacks sends it, and so a place that was restored, replaced or damaged heals.
//
// What travels is bytes, and only signatures are believed: a [Name], signed by an authority of the desk, says
// which key belongs to which workstation and where the logs of a revoked one end; a pack is entries of one
// log under the signature of the workstation that wrote them; a [Have] is a workstation's tips; a [Hold]
// says that a refund is paid by one workstation and nobody else.
//
// The package decides and does not store: of its own workstation it knows a [Keeper], which storage.Store
// is, and of the others a Place, which the packages below natshub and folder are.
package exchange
