#!/usr/bin/env bash
# Measures sync through a real hub beside PouchDB against express-pouchdb, both in this run: the first sync of a fresh
# workstation, 1,000 changes each way, a round with nothing new, and what the server holds.
#   build/bench-sync.sh          MENDESK_BENCH=N tickets: 20000
# A ticket travels as the changes of its story; to PouchDB it is one document with that story inside.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

n=${MENDESK_BENCH:-20000}
work=$(mktemp -d)
hub=
trap '[ -z "$hub" ] || stop "$hub"; rm -rf "$work"' EXIT
export MENDESK_KEYRING=file XDG_CONFIG_HOME=$work/config

[ -x "$bin/mendesk-server" ] || build/server.sh
m() { "$bin/mendesk-server" --json --lang en "$@"; }
of() { node -p "JSON.parse(require('fs').readFileSync(0, 'utf8')).$1"; }
code() { m hub code --data "$work/hub" | of code; }

m --desk "$work/a" demo --tickets "$n" --seed 1 >"$work/demo.json"
login=$(node -p "JSON.parse(require('fs').readFileSync('$work/demo.json', 'utf8')).logins.find((l) => /luo|admin/.test(l)) ?? ''")
a() { m --desk "$work/a" ${login:+--as "$login"} "$@"; }
b() { m --desk "$work/b" ${login:+--as "$login"} "$@"; }

"$bin/mendesk-server" --json hub --data "$work/hub" --listen 127.0.0.1:0 --memory 0 >"$work/hub.json" &
hub=$!
for _ in $(seq 600); do m hub status --data "$work/hub" >"$work/status.json" 2>/dev/null && break; sleep 0.2; done
address=$(of address <"$work/status.json")

a pair --hub "$address" --code "$(code)" >/dev/null
a sync >"$work/first.json"
m --desk "$work/b" pair --hub "$address" --code "$(code)" --workstation second >/dev/null
m --desk "$work/b" sync >"$work/bootstrap.json"

node -e "
const rows = ['工单号,类型,渠道,优先级,主题,创建时间'];
for (let i = 0; i < 1000; i++) rows.push([900000 + i, '投诉', '电话', '高', '净化器漏水 ' + i, '2026-11-01 09:05'].join(','));
require('fs').writeFileSync('$work/more.csv', rows.join('\n'));
"
a import tickets "$work/more.csv" >"$work/import.json"
a sync >"$work/push.json"
b sync >"$work/pull.json"
b sync >"$work/idle.json"
rss=$(awk '/^VmRSS/ { print $2 / 1024 }' "/proc/$hub/status")

base=$work/pouch.json
(cd build/bench/sync && { [ -d node_modules ] || npm ci --silent --no-audit --no-fund; } && node pouch.mjs "$n") >"$base"

node - "$work" "$rss" <<'JS'
const { readFileSync } = require('node:fs');
const [folder, rss] = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'));
const [boot, push, pull, idle, base] = ['bootstrap', 'push', 'pull', 'idle', 'pouch'].map(read);
const row = (what, ours, theirs, unit) =>
  console.log(`${what.padEnd(44)} ${ours.toFixed(2).padStart(9)} ${unit}  ${theirs.toFixed(2).padStart(9)} ${unit}  ${(theirs / ours).toFixed(1)}×`);
console.log(`sync, ${base.docs} tickets in ${boot.received} changes`.padEnd(44), '  Mendesk'.padStart(11), '   PouchDB'.padStart(13));
row('first sync through the log', boot.millis / 1000, base.bootstrap, 's');
row(`push of ${push.sent}`, push.millis / 1000, base.push, 's');
row(`pull of ${pull.received}`, pull.millis / 1000, base.pull, 's');
row('nothing new', Math.max(idle.millis, 1) / 1000, base.idle, 's');
row('memory of the server', Number(rss), base.serverMB, 'MB');
JS
