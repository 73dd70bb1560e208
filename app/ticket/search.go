package ticket

import (
	"iter"

	"mendesk/app/record"
)

// Words gives the texts that search finds a ticket by: its labels, and everything that was said in it.
func (t Ticket) Words(history iter.Seq[record.Happened]) []string {
	out := []string{t.Number, t.Subject, t.Description, t.Category, t.SKU, t.OwnerWords}
	for h := range history {
		switch h.What {
		case didReply, didReceive, didNote, didResolve, didReopen, didClose, didWait, didDismiss, didRate, didAssign:
			if p, err := record.ReadPrivate[wordsPrivate](h); err == nil && p.Text != "" {
				out = append(out, p.Text)
			}
		case record.Attached:
			if f, err := record.AttachmentOf(h); err == nil && f.Name != "" {
				out = append(out, f.Name, f.Caption)
			}
		}
	}
	return out
}
