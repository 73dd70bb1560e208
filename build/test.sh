#!/usr/bin/env bash
# Everything that must hold before a change is shared, cheapest first. Stops at the first step that fails and shows its log.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. build/step.sh

export CI=true CGO_ENABLED=0
in_frontend() { cd frontend && npm run --silent "$@"; }
# A copy of its go.mod follows the desk's, so that a new dependency of the desk is no fault of the measurements.
vet_bench() { cp build/bench/go.mod "$out/bench.mod" && cp build/bench/go.sum "$out/bench.sum" && cd build/bench && go vet -mod=mod -modfile="$root/$out/bench.mod" ./...; }
desktop() { CGO_ENABLED=1 build/desktop.sh; }
race() { CGO_ENABLED=1 go test -race -short -timeout 10m ./storage/... ./app/record/...; }

step 'shell scripts' shellcheck -P . -x build/*.sh build/package/*.sh build/setup .ci/run
step 'bindings are current' build/bindings-current.sh
step 'go vet without display libraries' go vet ./...
step 'go vet of the measurements' vet_bench
step 'lint and import rules' env -u CGO_ENABLED build/lint-all.sh
step 'frontend: types' in_frontend types
step 'frontend: lint' in_frontend lint
step 'frontend: tests' in_frontend test
step 'frontend: build' in_frontend build
step 'go test' go test -timeout 15m ./...
show
step 'go test -race of storage and record' race
step 'fuzzing, a few seconds each' build/fuzz.sh 4
step 'frontend: end to end in a browser' build/e2e.sh
step 'desktop build' desktop
step 'the real window' build/smoke-window.sh
show
finish
