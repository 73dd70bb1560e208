#!/usr/bin/env bash
# Builds frontend/dist, when a source file is newer than the last build.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

stamp=frontend/dist/index.html
if [ -f "$stamp" ] && [ -z "$(find frontend app/texts -newer "$stamp" -type f \
	-not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/test-results/*' -not -path '*/playwright-report/*' -print -quit)" ]; then
	exit 0
fi
cd frontend && npm run --silent build
