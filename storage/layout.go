package storage

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"

	"mendesk/app/record"
)

// schema is raised when a bucket or a key on this page changes its shape.
const schema = 3

// The buckets. Ids and logs are 26 characters, a stamp 40, n eight bytes big-endian, hash8 the first eight
// bytes of a change's hash; "sum" is a CRC-32C at the end of a value.
//
//	journal        log n hash8                   → encoded change, sum
//	waiting        log n hash8                   → encoded change whose predecessor has not come, sum
//	tips           log n hash8                   → the 32 bytes of the hash; entries that nothing follows
//	logs           log                           → how it begins (JSON), sum
//	heads          log n digest8                 → who signed the entries up to n, from where, which hash (heads.go), sum
//	history/kind   id stamp hash8                → n as uvarint; log and hash8 of the key do the rest
//	record/kind    id                            → folded record (folded.go), sum
//	refused        kind 0 id stamp hash8 place   → the reason (JSON), sum; place is the event's in its change
//	index/kind/name tuple id                     → nothing
//	figures/kind   reach id, not before its rows → a block of figures rows of a size fixed per kind, each after its reach,
//	                                               eight bytes, and id (blocks.go)
//	erased         kind 0 id                     → the 40 bytes of the latest stamp at which the record was erased
//	missing        kind 0 id kind 0 id           → nothing; a version that is wanted, the record that wants it
//	words          word                          → its number in figures rows, four bytes
//	search         kind                          → segments of search and what is masked in them (JSON), sum
//	unsearched     kind 0 id                     → nothing; changed since it went into a segment
//	numbers        log prefix 0 day              → how many human numbers were given, eight bytes
//	meta           self; kind/…; looks/…; rebuild; snapshot; compact → who we are; folds in use; who looks up whom; an
//	                                               unfinished rebuild; how the snapshot was laid that the database began
//	                                               as; erased bytes still lie in unused pages
//	local          key                           → value, sum; belongs to this workstation, no record
//
// journal, waiting, heads, erased, numbers, meta and local are truth; the rest can be derived again.
const (
	inJournal    = "journal"
	inWaiting    = "waiting"
	inTips       = "tips"
	inLogs       = "logs"
	inHeads      = "heads"
	inRefused    = "refused"
	inErased     = "erased"
	inMissing    = "missing"
	inWords      = "words"
	inNumbers    = "numbers"
	inSearch     = "search"
	inUnsearched = "unsearched"
	inMeta       = "meta"
	inLocal      = "local"
)

func inHistory(kind string) string     { return "history/" + kind }
func inRecord(kind string) string      { return "record/" + kind }
func inFigures(kind string) string     { return "figures/" + kind }
func inIndex(kind, name string) string { return "index/" + kind + "/" + name }

const (
	idSize    = 26
	stampSize = 40
	hashSize  = 8
	entrySize = idSize + 8 + hashSize // a key of the journal
	placeSize = stampSize + hashSize  // a place in a record's history
)

func journalKey(log record.LogID, n uint64, hash record.Hash) ([]byte, error) {
	h, err := hash.Bytes()
	if err != nil {
		return nil, err
	}
	return append(logPlace(log, n), h[:hashSize]...), nil
}

// logPlace is the prefix of every entry at place n of log.
func logPlace(log record.LogID, n uint64) []byte {
	k := make([]byte, 0, entrySize)
	return binary.BigEndian.AppendUint64(append(k, log...), n)
}

func splitJournalKey(k []byte) (record.LogID, uint64) {
	return record.LogID(k[:idSize]), binary.BigEndian.Uint64(k[idSize : idSize+8])
}

// historyPlace sorts a record's changes: by stamp, and where a log was written twice by hash.
func historyPlace(at record.Stamp, journalKey []byte) string {
	return string(at) + string(journalKey[idSize+8:])
}

func historyKey(id record.ID, place string) []byte { return []byte(string(id) + place) }

// entryOf finds the journal entry that a history line stands for.
func entryOf(key, value []byte) ([]byte, error) {
	n, w := binary.Uvarint(value)
	if len(key) != idSize+placeSize || w <= 0 {
		return nil, fmt.Errorf("history line %q: %w", key, ErrDamaged)
	}
	place := key[idSize:]
	log := record.LogID(place[stampSize-idSize : stampSize])
	return append(logPlace(log, n), place[stampSize:]...), nil
}

func refKey(r record.Ref) []byte { return append(append([]byte(r.Kind), 0), r.ID...) }

func refusedKey(r record.Ref, place string, nth int) []byte {
	return binary.BigEndian.AppendUint16(append(refKey(r), place...), uint16(nth))
}

func missingKey(wanted, by record.Ref) []byte { return append(refKey(wanted), refKey(by)...) }

func numbersKey(log record.LogID, prefix string, day record.Day) string {
	return string(log) + prefix + "\x00" + string(day)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// summed puts the sum behind a value.
func summed(value []byte) []byte {
	return binary.BigEndian.AppendUint32(value, crc32.Checksum(value, castagnoli))
}

// unsummed checks the sum and takes it off; what names the value in the error.
func unsummed(value []byte, what string) ([]byte, error) {
	cut := len(value) - 4
	if cut < 0 || crc32.Checksum(value[:cut], castagnoli) != binary.BigEndian.Uint32(value[cut:]) {
		return nil, fmt.Errorf("%s does not match its sum: %w", what, ErrDamaged)
	}
	return value[:cut:cut], nil
}
