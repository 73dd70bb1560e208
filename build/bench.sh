#!/usr/bin/env bash
# Measures a desk of many tickets, each thing beside its baseline as ratios of one run. The desk is made once and kept
# in build/out/bench; what was printed is kept in build/out/bench/table.txt.
#   build/bench.sh [-only WORD]     start, lists, figures, memory | search | saves | imports and merges | sync | packages
#   MENDESK_BENCH=N                 tickets: 20000; the README's table is of 200000 and 1000000
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

only=
case "${1:-}" in
'') ;;
-only) only=${2:?a word of the part to run} ;;
*) fail "usage: build/bench.sh [-only WORD]" ;;
esac
n=${MENDESK_BENCH:-20000}
folder=$out/bench
mkdir -p "$folder"
table=$folder/table.txt

# wanted NAME: whether the part of this name was asked for.
wanted() { [[ $1 == *"$only"* ]]; }

{
	say "MENDESK_BENCH=$n, $(nproc) processors, $(date -u +%F)"
	if wanted 'start, lists, figures, memory' || wanted search || wanted saves || wanted 'imports and merges'; then
		build/server.sh
		cp build/bench/go.mod "$out/bench.mod" && cp build/bench/go.sum "$out/bench.sum"
		(cd build/bench && CGO_ENABLED=1 go build -mod=mod -modfile="$root/$out/bench.mod" -o "$root/$bin/bench" .)
		"$bin/bench" -n "$n" -dir "$folder" -mendesk "$bin/mendesk-server" -only "$only"
	fi
	if wanted sync && [ -x build/bench-sync.sh ]; then build/bench-sync.sh; fi
	if [ -n "$only" ] && wanted packages; then
		# One package at a time, so that they do not measure each other.
		go_tests | grep -v '^./build/' | { xargs grep -lE '^func Benchmark' || true; } | xargs -r -n 1 dirname | sort -u |
			CGO_ENABLED=0 xargs go test -p 1 -run '^$' -bench . -benchmem
	fi
} 2>&1 | tee "$table"
