#!/usr/bin/env bash
# golangci-lint twice: the desk as servers build it, then the two files that only exist beside a window.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

CGO_ENABLED=0 build/lint.sh run
build/lint.sh run --build-tags "$desktop_tags" .
