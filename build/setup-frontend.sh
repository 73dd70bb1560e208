#!/usr/bin/env bash
# npm ci, when the lock file or the Node version is not the one that node_modules was made from.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ -f frontend/package-lock.json ] || fail "frontend/package-lock.json is missing"
stamp=frontend/node_modules/.made-from
now=$({ cat frontend/package-lock.json && node --version; } | sha256sum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then exit 0; fi

say "installing the frontend's packages"
(cd frontend && npm ci --no-audit --no-fund --loglevel=error)
printf '%s\n' "$now" >"$stamp"
