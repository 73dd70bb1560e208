// Package hub runs the desk's shared log on one machine: a NATS server with JetStream inside this program,
// which its workstations reach over TLS and trust by its key alone.
//
// What lies in the hub's folder: hub.json (who it is and whose desk it holds), hub.key (its TLS key),
// members.json (the workstations it knows), store/ (the streams), hub.lock, and while it runs the control
// socket. Everything in the streams can be sent again by the workstations; members.json cannot, and a hub
// without it asks every workstation to pair anew.
//
// A login is a signature over the server's challenge by a key that pairing made known; it opens the
// workstation's own subjects and nothing else. Deleting is left to the hub's own connection, which never
// leaves the process.
package hub
