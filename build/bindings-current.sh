#!/usr/bin/env bash
# Fails when the committed bindings differ from the services, and shows where.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

build/bindings.sh
git diff --exit-code -- frontend/wailsjs || fail "frontend/wailsjs is not current: run make bindings and commit it"
new=$(git ls-files --others --exclude-standard -- frontend/wailsjs)
[ -z "$new" ] || fail "frontend/wailsjs has files that are not committed: $new"
