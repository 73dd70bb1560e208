#!/usr/bin/env bash
# Fuzzes every FuzzX for a few seconds each; the seeds under testdata already ran with go test.
#   build/fuzz.sh [SECONDS]
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

seconds=${1:-5}
go_tests | while read -r file; do
	{ grep -oE '^func Fuzz[A-Za-z0-9_]*' "$file" || true; } | while read -r _ name; do
		say "$name in $(dirname "$file")"
		CGO_ENABLED=0 go test "$(dirname "$file")" -run '^$' -fuzz "^$name\$" -fuzztime "${seconds}s" </dev/null
	done
done
