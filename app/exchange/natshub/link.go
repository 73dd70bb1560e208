package natshub

import (
	"net"
	"net/url"
	"os"
	"strings"

	"mendesk/app/record"
)

// Link is how a workstation reaches the shared log of its desk: a hub of ours by its pinned key, or a chain's
// own NATS cluster by a credentials file.
type Link struct {
	URLs        []string  `json:"urls"`                  // host:port, or tls://host:port; several of one cluster
	Pin         string    `json:"pin,omitempty"`         // of a hub of ours; see [PinOf]
	Hub         record.ID `json:"hub,omitempty"`         // likewise, as it called itself at pairing
	Credentials string    `json:"credentials,omitempty"` // of a cluster: the file with JWT and key
	Authorities string    `json:"authorities,omitempty"` // of a cluster: PEM file of who signs its certificates; empty: the system's
	Authority   []byte    `json:"authority,omitempty"`   // public key that signs the desk's names; of a hub of ours, from pairing
	Desk        record.ID `json:"desk"`
	Workstation record.ID `json:"workstation"`
}

// Cluster tells whether the link is to a chain's own cluster.
func (l Link) Cluster() bool { return l.Pin == "" }

// DefaultPort is where a hub of ours listens unless it was told otherwise; NATSPort is a cluster's.
const (
	DefaultPort = "7422"
	NATSPort    = "4222"
)

// Check gives the link with whole addresses, or a Problem that names "urls", "credentials" or "authorities".
func (l Link) Check() (Link, error) {
	if !l.Desk.Valid() || !l.Workstation.Valid() {
		return l, record.Problem{Code: "link.incomplete"}
	}
	if len(l.URLs) == 0 {
		return l, record.Missing("urls")
	}
	port := DefaultPort
	if l.Cluster() {
		port = NATSPort
	}
	whole := make([]string, len(l.URLs))
	for i, u := range l.URLs {
		address, err := Address(u, port)
		if err != nil {
			return l, record.Wrong("urls", "link.badAddress", record.Params{"address": u})
		}
		whole[i] = address
	}
	l.URLs = whole
	if !l.Cluster() {
		return l, nil
	}
	return l, l.checkFiles()
}

func (l Link) checkFiles() error {
	if l.Credentials == "" {
		return record.Missing("credentials")
	}
	raw, err := os.ReadFile(l.Credentials)
	if err != nil {
		return record.Wrong("credentials", "link.noFile", record.Params{"file": l.Credentials})
	}
	if !strings.Contains(string(raw), "-----BEGIN NATS USER JWT-----") || !strings.Contains(string(raw), "-----BEGIN USER NKEY SEED-----") {
		return record.Wrong("credentials", "link.notCredentials", record.Params{"file": l.Credentials})
	}
	if l.Authorities == "" {
		return nil
	}
	_, err = authorities(l.Authorities)
	return err
}

// Address completes what a person typed to "tls://host:port".
func Address(typed, port string) (string, error) {
	typed = strings.TrimSpace(typed)
	for _, scheme := range []string{"tls://", "nats://"} {
		typed = strings.TrimPrefix(typed, scheme)
	}
	bad := record.Wrong("hub", "link.badAddress", record.Params{"address": typed})
	if typed == "" {
		return "", record.Missing("hub")
	}
	host, p, err := net.SplitHostPort(typed)
	if err != nil {
		host, p = strings.Trim(typed, "[]"), port
		if strings.Contains(host, ":") && net.ParseIP(host) == nil {
			return "", bad
		}
	}
	whole := "tls://" + net.JoinHostPort(host, p)
	u, err := url.Parse(whole)
	if err != nil || host == "" || u.Hostname() != host || u.Port() != p || u.Path != "" || strings.ContainsAny(host, " @/?#") {
		return "", bad
	}
	return whole, nil
}
