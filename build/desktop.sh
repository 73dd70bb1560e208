#!/usr/bin/env bash
# The binary with a window: build/bin/mendesk.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

go build -tags "$desktop_tags" -ldflags "-s -w" -o "$bin/mendesk" .
