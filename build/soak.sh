#!/usr/bin/env bash
# The tests in their long form (MENDESK_SOAK=1 raises rounds and seeds), then a minute of fuzzing for each target.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export MENDESK_SOAK=1
CGO_ENABLED=0 go test -count=1 -timeout 120m ./...
build/fuzz.sh 60
