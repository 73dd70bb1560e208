#!/usr/bin/env bash
# Go and Node come from their makers, not from the system: only their presence and age are checked.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# at_least HAVE WANT: compares versions like 1.26 and 20.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

have go || fail "Go is missing: install Go 1.26 or newer, put its bin folder on PATH, and try again"
go_version=$(go env GOVERSION)
at_least "${go_version#go}" 1.26 || fail "this is Go ${go_version#go}; Mendesk needs 1.26 or newer"

{ have node && have npm; } || fail "Node is missing: install Node 20, 22 or 24 with npm, and try again"
node_version=$(node --version)
at_least "${node_version#v}" 20 || fail "this is Node ${node_version#v}; Mendesk needs 20 or newer"
