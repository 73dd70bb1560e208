#!/usr/bin/env bash
# Measures sync through a real hub beside PouchDB against express-pouchdb, both in this run, with the same tickets: the
# first sync of a fresh workstation through the log and through a snapshot, 1,000 new tickets each way, a round with
# nothing new, and what the server holds and sends.
#   build/bench-sync.sh          MENDESK_BENCH=N tickets: 20000; MENDESK_BENCH_DIR=DIR keeps what was made for the next run
# Every time is of whole processes, from their start to their end; a first sync ends when the first page of tickets is read.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

n=${MENDESK_BENCH:-20000}
kept=${MENDESK_BENCH_DIR:-$(mktemp -d)}
work=$(mktemp -d)
hub='' server=''
done_with() {
	[ -z "$hub" ] || stop "$hub"
	[ -z "$server" ] || stop "$server"
	rm -rf "$work"
	[ -n "${MENDESK_BENCH_DIR:-}" ] || rm -rf "$kept"
}
trap done_with EXIT
export MENDESK_KEYRING=file XDG_CONFIG_HOME=$work/config

build/server.sh
(cd build/bench/sync && { [ -d node_modules ] || npm ci --silent --no-audit --no-fund; })
if [ ! -s "$kept/made-$n.json" ]; then
	cp build/bench/go.mod "$out/bench.mod" && cp build/bench/go.sum "$out/bench.sum"
	(cd build/bench && CGO_ENABLED=0 go build -mod=mod -modfile="$root/$out/bench.mod" -o "$root/$bin/bench-sync" ./sync)
	mkdir -p "$kept" && rm -rf "$kept/desk-$n"
	"$bin/bench-sync" -n "$n" -desk "$kept/desk-$n" -documents "$kept/documents-$n" >"$work/made.json"
	mv "$work/made.json" "$kept/made-$n.json"
fi
cp -r "$kept/desk-$n" "$work/a"

now() { date +%s%3N; }
# took NAME PID COMMAND...: notes how long it took, in milliseconds, and how much of a processor it and the server PID used.
took() {
	local name=$1 pid=$2 began before
	shift 2
	before=$(worked "$pid")
	began=$(now)
	"$@" >"$work/$name.out"
	echo $(($(now) - began)) >"$work/$name.ms"
	echo $(($(worked "$pid") - before)) >"$work/$name.cpu"
}
# worked PID: hundredths of a second that a server and the children of this shell have worked.
worked() {
	local mine theirs
	read -r -a mine <"/proc/$$/stat"
	read -r -a theirs <"/proc/$1/stat"
	echo $((theirs[13] + theirs[14] + mine[15] + mine[16]))
}
# told NAME PID: notes what a process has given out so far, in bytes.
told() { awk '/^wchar/ { print $2 }' "/proc/$2/io" >"$work/$1.bytes"; }
rss() { awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$1/status"; }
of() { node -p "JSON.parse(require('fs').readFileSync(0, 'utf8')).$1"; }

m() { "$bin/mendesk-server" --json --lang en --desk "$work/$1" --as luo "${@:2}"; }
code() { "$bin/mendesk-server" --json hub code --data "$work/hub" | of code; }
first_page() { m "$1" call Tickets.List '{"view":"open"}' >"$work/page-$1.json"; }
joins() {
	m "$1" pair --hub "$address" --code "$2" --workstation "$1"
	m "$1" sync
	first_page "$1"
}

"$bin/mendesk-server" --json hub --data "$work/hub" --listen 127.0.0.1:0 >"$work/hub.json" &
hub=$!
for _ in $(seq 600); do "$bin/mendesk-server" --json hub status --data "$work/hub" >"$work/status.json" 2>/dev/null && break; sleep 0.2; done
address=$(of address <"$work/status.json")
m a pair --hub "$address" --code "$(code)" >"$work/shared.out"
took upload "$hub" m a sync

mkdir "$work/pouch-server" "$work/pouch"
(cd build/bench/sync && exec node pouch-server.mjs "$work/pouch-server") &
server=$!
for _ in $(seq 600); do [ -s "$work/pouch-server/address" ] && break; sleep 0.2; done
url=$(cat "$work/pouch-server/address")
pouch() { (cd build/bench/sync && node pouch-client.mjs "$work/pouch" "$@"); }
pouch "$url" fill "$kept/documents-$n" 0 "$n"
pouched() {
	pouch "$url" pull
	pouch '' list
}

uptime >"$work/load"
invited=$(code)
told log0 "$hub"
took log "$hub" joins b "$invited"
told log1 "$hub"
told pouch0 "$server"
took pouch "$server" pouched
told pouch1 "$server"
took snapshot-made "$hub" m a sync snapshot
invited=$(code)
told snap0 "$hub"
took snapshot "$hub" joins c "$invited"
told snap1 "$hub"
uptime >>"$work/load"

node -e "
const { writeFileSync } = require('fs');
const rows = ['工单号,类型,渠道,优先级,主题,创建时间'], docs = [];
for (let i = 0; i < 2000; i++) {
  const row = [900000 + i, '投诉', '电话', '高', '净化器漏水 ' + i, '2026-11-01 09:05'];
  if (i < 1000) rows.push(row.join(','));
  docs.push(JSON.stringify({ _id: 'more-' + i, number: row[0], kind: row[1], channel: row[2], priority: row[3], subject: row[4], createdAt: row[5] }));
}
writeFileSync('$work/more.csv', rows.join('\n'));
writeFileSync('$work/more.ndjson', docs.join('\n'));
"
m b sync >"$work/settled.out" # the newcomers introduce themselves
for each in c a b; do m "$each" sync >"$work/settled.out"; done
m a import tickets "$work/more.csv" >"$work/import.out"
pouch '' fill "$work/more.ndjson" 0 1000
pouch "$url" fill "$work/more.ndjson" 1000 1000
took push "$hub" m a sync
took pouch-push "$server" pouch "$url" push
took pull "$hub" m b sync
took pouch-pull "$server" pouch "$url" pull
took idle "$hub" m b sync
took pouch-idle "$server" pouch "$url" both
m c sync >"$work/last.out"
for each in a b c; do m "$each" digest | of digest; done | sort -u >"$work/digests"
for each in b c; do [ "$(of rows.length <"$work/page-$each.json")" -gt 0 ] || fail "the first page of $each is empty"; done
[ "$(wc -l <"$work/digests")" = 1 ] || fail "the desks differ: $(cat "$work/digests")"

node - "$work" "$kept/made-$n.json" "$(rss "$hub")" "$(rss "$server")" <<'JS'
const { readFileSync } = require('node:fs');
const [folder, made, hub, server] = process.argv.slice(2);
const text = (name) => readFileSync(`${folder}/${name}`, 'utf8');
const ms = (name) => Number(text(`${name}.ms`)) / 1000;
const worked = (name) => Number(text(`${name}.cpu`)) / 100;
const sent = (name) => (Number(text(`${name}1.bytes`)) - Number(text(`${name}0.bytes`))) / 1e6;
const of = JSON.parse(readFileSync(made, 'utf8'));
const line = (what, ours, theirs, unit) => {
  const right = theirs === undefined ? '' : `  ${theirs.toFixed(unit === 's' ? 2 : 0).padStart(9)} ${unit}  ${(theirs / ours).toFixed(1)}×`;
  console.log(`${what.padEnd(44)} ${ours.toFixed(unit === 's' ? 2 : 0).padStart(9)} ${unit}${right}`);
};
console.log(`sync, ${of.tickets} tickets: ${of.changes} changes, ${of.events} events; documents of ${Math.round(of.documents / 1e6)} MB`);
console.log(''.padEnd(44), '  Mendesk'.padStart(11), '   PouchDB'.padStart(13));
line('first sync through the log', ms('log'), ms('pouch'), 's');
line('  of a processor, with the server', worked('log'), worked('pouch'), 's');
line('  sent by the server', sent('log'), sent('pouch'), 'MB');
line('first sync through a snapshot', ms('snapshot'), ms('pouch'), 's');
line('  of a processor, with the server', worked('snapshot'), worked('pouch'), 's');
line('  sent by the server', sent('snap'), sent('pouch'), 'MB');
line('  making it', ms('snapshot-made'), undefined, 's');
line('first upload of the desk', ms('upload'), undefined, 's');
line('push of 1,000 tickets', ms('push'), ms('pouch-push'), 's');
line('pull of 1,000 tickets', ms('pull'), ms('pouch-pull'), 's');
line('nothing new', ms('idle'), ms('pouch-idle'), 's');
line('memory of the server', Number(hub), Number(server), 'MB');
console.log(text('load').trimEnd());
JS
