package training

import "mendesk/app/record"

// MayDetach finds the attachment that an entry brought, and refuses whoever neither attached it nor supervises.
func (a Actor) MayDetach(files record.Files, entry, digest record.Hash) (record.Attachment, error) {
	if err := a.Must(Roles()...); err != nil {
		return record.Attachment{}, err
	}
	f, there := files.Find(entry, digest)
	if !there {
		return f, record.Wrong("digest", "attachment.gone", nil)
	}
	if f.By != a.ID && !a.Has(Supervisor) {
		return f, record.Problem{Code: "attachment.notYours", Params: record.Params{"name": f.Name}}
	}
	return f, nil
}
