#!/usr/bin/env bash
# golangci-lint at the version that build/tools/go.mod pins; Go's build cache keeps it after the first run.
#   build/lint.sh run …   build/lint.sh fmt
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

lint=$bin/golangci-lint
CGO_ENABLED=0 go build -modfile=build/tools/go.mod -o "$lint" github.com/golangci/golangci-lint/v2/cmd/golangci-lint
"$lint" "$@"
