package pairing

import "mendesk/app/record"

// Envelope carries a request or an answer as bytes, since the proof is over bytes.
type Envelope struct {
	Salt    []byte          `json:"salt,omitempty"` // in a request
	Body    []byte          `json:"body,omitempty"`
	Proof   Proof           `json:"proof,omitempty"`
	Problem *record.Problem `json:"problem,omitempty"` // in an answer: why not
}

// Applicant is a workstation that asks to be let in.
type Applicant struct {
	Workstation record.ID `json:"workstation"`
	Name        string    `json:"name"`           // what people call it
	Desk        record.ID `json:"desk,omitempty"` // the desk it holds; empty: it has none and wants the hub's
	Login       string    `json:"login"`          // its login key, as NATS writes a user's public key
	Signing     []byte    `json:"signing"`        // its public signing key

	Was    []record.ID `json:"was,omitempty"`    // workstations that its database was before it was copied: it hands on what they wrote
	Beside []Signer    `json:"beside,omitempty"` // others whose entries it has from where it met them before
}

// Signer is a workstation, and a key that it signed its entries with.
type Signer struct {
	Workstation record.ID `json:"workstation"`
	Key         []byte    `json:"key"`
}

// Member is a workstation that a hub knows.
type Member struct {
	Workstation record.ID `json:"workstation"`
	Name        string    `json:"name"`
	Login       string    `json:"login"`
	Signing     []byte    `json:"signing"`
	Pays        bool      `json:"pays"` // may take holds
	Joined      string    `json:"joined"`
	Revoked     string    `json:"revoked,omitempty"` // when it was shut out, RFC 3339; empty: it is in
	Names       [][]byte  `json:"names"`             // what the hub signed about it, as it lies in the log
}

// Welcome is what a hub tells a workstation that it lets in.
type Welcome struct {
	Hub       record.ID `json:"hub"`
	Desk      record.ID `json:"desk"`
	Authority []byte    `json:"authority"` // the public key that signs the desk's names
	First     bool      `json:"first"`     // the desk was not shared before
	Members   []Member  `json:"members"`   // all that the hub knows, the new one with them
}

// Question asks a hub, before anybody is logged in, what it holds against a login key.
type Question struct {
	Login string    `json:"login"`
	Desk  record.ID `json:"desk"`
}

// Standing is the answer to a Question.
type Standing struct {
	Known   bool `json:"known"`
	Revoked bool `json:"revoked"`
	Desk    bool `json:"desk"` // the hub holds the desk that was asked about
}
