#!/usr/bin/env bash
# Runs every benchmark and prints the table; it is kept in build/out/bench.txt.
#   build/bench.sh [BENCHTIME]
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

packages=$(go_tests | { xargs grep -lE '^func Benchmark' || true; } | xargs -r -n 1 dirname | sort -u)
[ -n "$packages" ] || fail "no package has a benchmark"
# One package at a time, so that they do not measure each other.
# shellcheck disable=SC2086
CGO_ENABLED=0 go test -p 1 -run '^$' -bench . -benchmem -benchtime="${1:-1s}" $packages | tee "$out/bench.txt"
