#!/usr/bin/env bash
# The binary for machines without a display: every verb, no window, no GTK. build/bin/mendesk-server.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

CGO_ENABLED=0 go build -ldflags "-s -w" -o "$bin/mendesk-server" .
