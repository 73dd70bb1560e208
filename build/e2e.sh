#!/usr/bin/env bash
# Playwright and axe against `mendesk preview`, in the system's Chromium.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

build/server.sh
for browser in chromium chromium-browser google-chrome; do
	have "$browser" && break
done
have "$browser" || fail "no Chromium found: install the package chromium"
CHROMIUM=$(command -v "$browser")
MENDESK=$root/$bin/mendesk-server
export CHROMIUM MENDESK
cd frontend && npm run --silent e2e -- "$@"
