#!/usr/bin/env bash
# The tests in their long form, then a minute of fuzzing for each target. MENDESK_SOAK is how many rounds and seeds.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export MENDESK_SOAK=${MENDESK_SOAK:-300}
CGO_ENABLED=0 go test -count=1 -timeout 120m ./...
build/fuzz.sh 60
