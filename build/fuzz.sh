#!/usr/bin/env bash
# Fuzzes every FuzzX for a few seconds each; the seeds under testdata already ran with go test.
#   build/fuzz.sh [SECONDS]
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

seconds=${1:-5}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# fuzz PACKAGE NAME: what it finds it writes down as a failing input. When the time is over Go 1.26 now and then calls just
# that a failure, and has no input to show (golang/go#75804, mended in 1.27): such a run is made again, twice at most.
fuzz() {
	local try
	for try in 1 2 3; do
		if CGO_ENABLED=0 go test "$1" -run '^$' -fuzz "^$2\$" -fuzztime "${seconds}s" </dev/null 2>&1 | tee "$log"; then return; fi
		if grep -q 'Failing input written' "$log" || ! grep -qx ' *context deadline exceeded' "$log"; then return 1; fi
		say "its time was over, and nothing was found ($try): again"
	done
	return 1
}

go_tests | while read -r file; do
	{ grep -oE '^func Fuzz[A-Za-z0-9_]*' "$file" || true; } | while read -r _ name; do
		say "$name in $(dirname "$file")"
		fuzz "$(dirname "$file")" "$name"
	done
done
