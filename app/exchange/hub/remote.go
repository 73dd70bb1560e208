package hub

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"mendesk/app/exchange/pairing"
	"mendesk/app/record"
)

// Remote speaks to the hub that runs in a folder of this machine, from another process.
type Remote struct{ Dir string }

// Code draws a pairing code; see [Hub.Code].
func (r Remote) Code(ctx context.Context, pays bool) (Code, error) {
	return call[Code](ctx, r, "/code", ask{Pays: pays})
}

// Status looks at the hub; see [Hub.Status].
func (r Remote) Status(ctx context.Context) (Status, error) {
	return call[Status](ctx, r, "/status", ask{})
}

// Revoke shuts a workstation out; see [Hub.Revoke].
func (r Remote) Revoke(ctx context.Context, workstation string) (pairing.Member, error) {
	return call[pairing.Member](ctx, r, "/revoke", ask{Workstation: workstation})
}

// Running tells whether a hub answers in the folder.
func (r Remote) Running(ctx context.Context) bool {
	_, err := r.Status(ctx)
	return err == nil
}

// errNotRunning names the field, since most often the folder is another one.
var errNotRunning = record.Wrong("data", "hub.notRunning", nil)

func call[T any](ctx context.Context, r Remote, path string, a ask) (out T, err error) {
	if r.Dir == "" {
		return out, record.Missing("data")
	}
	var d door
	there, err := loadJSON(filepath.Join(r.Dir, portName), &d)
	if err != nil || !there {
		return out, errNotRunning
	}
	body, err := json.Marshal(a)
	if err != nil {
		return out, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://hub"+path, bytes.NewReader(body))
	if err != nil {
		return out, err
	}
	request.Header.Set("Authorization", "Bearer "+d.Token)
	client := http.Client{Transport: &http.Transport{DialContext: r.dial(d), DisableKeepAlives: true}}
	answer, err := client.Do(request)
	if err != nil {
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		return out, errNotRunning
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return out, errNotRunning // another program on the port of a hub that was killed
	}
	return unpack[T](answer)
}

func (r Remote) dial(d door) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, _, _ string) (net.Conn, error) {
		var n net.Dialer
		if d.Address == "" {
			return n.DialContext(ctx, "unix", filepath.Join(r.Dir, socketName))
		}
		return n.DialContext(ctx, "tcp", d.Address)
	}
}

func unpack[T any](answer *http.Response) (out T, err error) {
	var got struct {
		Value   json.RawMessage
		Problem *record.Problem
		Failed  string
	}
	if err := json.NewDecoder(answer.Body).Decode(&got); err != nil {
		return out, fmt.Errorf("the hub's answer: %w", err)
	}
	if got.Problem != nil {
		return out, *got.Problem
	}
	if got.Failed != "" {
		return out, errors.New(got.Failed)
	}
	return out, json.Unmarshal(got.Value, &out)
}
