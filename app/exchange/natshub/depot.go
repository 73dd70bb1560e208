package natshub

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"mendesk/app/exchange"
	"mendesk/app/record"
)

// StreamOf is the stream of a shelf.
func StreamOf(shelf exchange.Shelf) string { return strings.ToUpper(string(shelf)) }

// The words of a shelf's subjects, behind the desk and the sender.
const (
	pieceWord = "piece"
	listWord  = "list"
)

// PieceSubject is where a workstation puts a piece; "*" is any workstation.
func PieceSubject(shelf exchange.Shelf, desk, workstation record.ID, piece record.Hash) string {
	return subject(string(shelf), desk, workstation) + "." + pieceWord + "." + string(piece)
}

func listSubject(shelf exchange.Shelf, desk, workstation record.ID, name string) string {
	return subject(string(shelf), desk, workstation) + "." + listWord + "." + name
}

// senderOf is whose subject on a shelf it is.
func senderOf(subject string) record.ID {
	if parts := strings.Split(subject, "."); len(parts) == 5 {
		return record.ID(parts[2])
	}
	return ""
}

const anybody record.ID = "*"

// DropSubject is where a workstation asks a hub of ours to delete pieces that it put.
func DropSubject(workstation record.ID) string { return "hub.drop." + string(workstation) }

// Drop is what it asks.
type Drop struct {
	Shelf  exchange.Shelf `json:"shelf"`
	Pieces []record.Hash  `json:"pieces"` // at most [MaxDrop]
}

// Dropped is the hub's answer.
type Dropped struct {
	Why string `json:"why,omitempty"` // empty: it is done
}

// MaxDrop is how many pieces are dropped at once.
const MaxDrop = 100

// Depot is a shelf of the desk's depot, over a line of its own: what is large does not stand in the way of
// records, and a right that is missing there says nothing of the log.
func (p *Place) Depot(shelf exchange.Shelf) exchange.Depot { return depot{p.side, shelf} }

type depot struct {
	*Place
	shelf exchange.Shelf
}

var _ exchange.Depot = depot{}

// settleDepot learns whether the shelves are there; a cluster's are made when they are missing.
func (p *Place) settleDepot(ctx context.Context, l *line, js jetstream.JetStream) error {
	if p.link.Cluster() {
		if err := ensureCluster(ctx, js, shelves); err != nil {
			return l.noDepot(ctx, err)
		}
	}
	for _, shelf := range exchange.Shelves {
		if _, err := js.Stream(ctx, StreamOf(shelf)); err != nil {
			return l.noDepot(ctx, err)
		}
	}
	return nil
}

// noDepot tells a place that has no depot, or whose administrator granted no rights on it, from one that
// cannot be reached.
func (l *line) noDepot(ctx context.Context, err error) error {
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return fmt.Errorf("%w: %w", exchange.ErrNoDepot, err)
	}
	return l.depotFailed(ctx, err)
}

// depotFailed words what came of a call to the depot.
func (l *line) depotFailed(ctx context.Context, err error) error {
	denied := l.denial()
	var p record.Problem
	if denied == "" && !errors.Is(err, errDenied) && !errors.As(err, &p) {
		return l.unreached(ctx, err)
	}
	return fmt.Errorf("%w: %s", exchange.ErrNoDepot, cmp.Or(denied, err.Error()))
}

func (d depot) Has(ctx context.Context, by record.ID, pieces []record.Hash) (map[record.Hash]bool, error) {
	l, err := d.reach(ctx)
	if err != nil {
		return nil, err
	}
	out := map[record.Hash]bool{}
	for _, piece := range pieces {
		if _, err := piece.Bytes(); err != nil {
			return nil, err
		}
		var answer struct {
			Error *jetstream.APIError `json:"error"`
			jetstream.StreamInfo
		}
		ask := struct {
			Filter string `json:"subjects_filter"`
		}{PieceSubject(d.shelf, d.link.Desk, cmp.Or(by, anybody), piece)}
		if err := l.request(ctx, "$JS.API.STREAM.INFO."+StreamOf(d.shelf), ask, &answer); err != nil {
			return nil, l.depotFailed(ctx, err)
		}
		if answer.Error != nil {
			return nil, l.depotFailed(ctx, answer.Error)
		}
		if len(answer.State.Subjects) > 0 {
			out[piece] = true
		}
	}
	return out, nil
}

func (d depot) Get(ctx context.Context, piece record.Hash) ([]byte, error) {
	if _, err := piece.Bytes(); err != nil {
		return nil, err
	}
	l, err := d.reach(ctx)
	if err != nil {
		return nil, err
	}
	on := PieceSubject(d.shelf, d.link.Desk, anybody, piece)
	got, err := l.direct(ctx, StreamOf(d.shelf), ask{MultiLast: []string{on}})
	if err != nil {
		return nil, l.depotFailed(ctx, err)
	}
	for _, m := range got.messages {
		if record.HashOf(m.data) == piece {
			return m.data, nil
		}
	}
	// A follower may be behind, and one message that is damaged spoils such an answer: one after the other.
	for seq := uint64(0); ; {
		m, ok, err := l.fromLeader(ctx, StreamOf(d.shelf), ask{Seq: seq + 1, Next: on})
		switch {
		case err != nil:
			return nil, l.depotFailed(ctx, err)
		case !ok:
			return nil, fmt.Errorf("piece %s: %w", piece, exchange.ErrNone)
		case record.HashOf(m.data) == piece:
			return m.data, nil
		}
		seq = m.seq
	}
}

func (d depot) Put(ctx context.Context, by record.ID, data []byte) (record.Hash, error) {
	if err := exchange.CheckPiece(data); err != nil {
		return "", err
	}
	piece := record.HashOf(data)
	return piece, d.publishAs(ctx, by, PieceSubject(d.shelf, d.link.Desk, by, piece), data)
}

func (d depot) publishAs(ctx context.Context, by record.ID, on string, data []byte) error {
	if by != d.link.Workstation {
		return fmt.Errorf("workstation %s cannot speak for %s", d.link.Workstation, by)
	}
	l, err := d.reach(ctx)
	if err != nil {
		return err
	}
	_, err = l.publish(ctx, []*nats.Msg{{Subject: on, Data: data}})
	if errors.Is(err, errDenied) {
		return l.depotFailed(ctx, err)
	}
	return d.words(ctx, l, err)
}

// Drop asks a hub of ours, which alone may delete. On a cluster nobody of the desk may: its administrator does.
func (d depot) Drop(ctx context.Context, by record.ID, pieces []record.Hash) error {
	if d.link.Cluster() || len(pieces) == 0 {
		return ctx.Err()
	}
	if by != d.link.Workstation {
		return fmt.Errorf("workstation %s cannot speak for %s", d.link.Workstation, by)
	}
	l, err := d.reach(ctx)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(pieces, MaxDrop) {
		var answer Dropped
		if err := l.request(ctx, DropSubject(by), Drop{d.shelf, some}, &answer); err != nil {
			return l.depotFailed(ctx, err)
		}
		if answer.Why != "" {
			return fmt.Errorf("the hub did not drop pieces: %s: %w", answer.Why, exchange.ErrBusy)
		}
	}
	return nil
}

func (d depot) PutList(ctx context.Context, by record.ID, name string, data []byte) error {
	if err := exchange.CheckList(name, data); err != nil {
		return err
	}
	return d.publishAs(ctx, by, listSubject(d.shelf, d.link.Desk, by, name), data)
}

func (d depot) Lists(ctx context.Context, name string) ([]exchange.List, error) {
	if err := exchange.CheckListName(name); err != nil {
		return nil, err
	}
	l, err := d.reach(ctx)
	if err != nil {
		return nil, err
	}
	on := listSubject(d.shelf, d.link.Desk, anybody, name)
	got, err := l.direct(ctx, StreamOf(d.shelf), ask{MultiLast: []string{on}})
	if err == nil && len(got.messages) == 0 && d.link.Cluster() { // a follower may be behind
		got.messages, err = l.lastOf(ctx, StreamOf(d.shelf), on)
	}
	if err != nil {
		return nil, l.depotFailed(ctx, err)
	}
	out := []exchange.List{}
	for _, m := range got.messages {
		out = append(out, exchange.List{By: senderOf(m.subject), When: m.when.UTC(), Data: m.data})
	}
	slices.SortFunc(out, exchange.Newest)
	return out, nil
}

// lastOf reads the last message of each subject from the leader.
func (l *line) lastOf(ctx context.Context, stream, on string) (out []stored, err error) {
	for seq := uint64(0); ; {
		m, ok, err := l.fromLeader(ctx, stream, ask{Seq: seq + 1, Next: on})
		if err != nil || !ok {
			return out, err
		}
		seq = m.seq
		out = append(slices.DeleteFunc(out, func(o stored) bool { return o.subject == m.subject }), m)
	}
}

// Remove deletes pieces that a workstation put, over a connection of the hub's own; files are overwritten as well,
// since what was erased must be gone.
func Remove(ctx context.Context, nc *nats.Conn, js jetstream.JetStream, desk, workstation record.ID, drop Drop) error {
	if !slices.Contains(exchange.Shelves, drop.Shelf) || len(drop.Pieces) > MaxDrop {
		return errors.New("malformed")
	}
	s, err := js.Stream(ctx, StreamOf(drop.Shelf))
	if err != nil {
		return err
	}
	remove := s.DeleteMsg
	if drop.Shelf == exchange.Files {
		remove = s.SecureDeleteMsg
	}
	l := &line{nc: nc}
	for _, piece := range drop.Pieces {
		if _, err := piece.Bytes(); err != nil {
			return err
		}
		if err := l.removeAll(ctx, drop.Shelf, PieceSubject(drop.Shelf, desk, workstation, piece), remove); err != nil {
			return err
		}
	}
	return nil
}

// removeAll deletes every message of a subject, which may have wildcards.
func (l *line) removeAll(ctx context.Context, shelf exchange.Shelf, on string, remove func(context.Context, uint64) error) error {
	for seq := uint64(0); ; {
		m, ok, err := l.fromLeader(ctx, StreamOf(shelf), ask{Seq: seq + 1, Next: on})
		if err != nil || !ok {
			return err
		}
		if err := remove(ctx, m.seq); err != nil && !errors.Is(err, jetstream.ErrMsgNotFound) {
			return err
		}
		seq = m.seq
	}
}

// Forget deletes a file from the depot, whoever put it, and overwrites its bytes: the piece under its name, the lists
// under its name, and the pieces that pieces reads out of those.
func Forget(ctx context.Context, nc *nats.Conn, js jetstream.JetStream, desk record.ID, file record.Hash, pieces func(list []byte) []record.Hash) error {
	if _, err := file.Bytes(); err != nil {
		return err
	}
	s, err := js.Stream(ctx, StreamOf(exchange.Files))
	if err != nil {
		return err
	}
	l, lists := &line{nc: nc}, listSubject(exchange.Files, desk, anybody, string(file))
	gone := []record.Hash{file}
	for seq := uint64(0); ; {
		m, ok, err := l.fromLeader(ctx, StreamOf(exchange.Files), ask{Seq: seq + 1, Next: lists})
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		seq = m.seq
		gone = append(gone, pieces(m.data)...)
	}
	for part := range slices.Chunk(gone, MaxDrop) {
		if err := Remove(ctx, nc, js, desk, anybody, Drop{Shelf: exchange.Files, Pieces: part}); err != nil {
			return err
		}
	}
	return l.removeAll(ctx, exchange.Files, lists, s.SecureDeleteMsg)
}
