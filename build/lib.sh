# Shared by the scripts in this folder; sourced, never run.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# Git refuses a clone that somebody else owns, as in a container, and Go then refuses to stamp a binary.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0=$root
export GOFLAGS="${GOFLAGS:+$GOFLAGS }-buildvcs=false"

# The tags of a build that opens a window; Debian 12 and later carry WebKitGTK 4.1 alone.
desktop_tags=desktop,production,webkit2_41

out=build/out
bin=build/bin
mkdir -p "$out" "$bin"

say() { printf '%s\n' "$*"; }
fail() {
	printf 'mendesk: %s\n' "$*" >&2
	exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# go_tests: every test file of ours.
go_tests() { find . -name '*_test.go' -not -path '*/node_modules/*' -not -path './build/out/*' | sort; }

# stop PID: asks, waits two seconds, insists. A signal before the GTK loop runs may otherwise be lost.
stop() {
	local pid=$1 i
	kill -TERM "$pid" 2>/dev/null || return 0
	for i in 1 2 3 4 5 6 7 8 9 10; do
		kill -0 "$pid" 2>/dev/null || break
		sleep 0.2
	done
	kill -KILL "$pid" 2>/dev/null || true
	wait "$pid" 2>/dev/null || true
}
