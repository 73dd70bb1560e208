#!/usr/bin/env bash
# Writes frontend/wailsjs from the bound services: the window's calls with their types. Needs no display.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

CGO_ENABLED=0 go build -tags bindings -o "$bin/bindings" .
# The generator reads wails.json for the folder, but this setting only from the environment. It lists every field and
# warns about types such as Return, which TypeScript does not mind.
tsoutputtype=interfaces "$bin/bindings" >"$out/bindings.log" 2>&1 || fail "bindings: $(cat "$out/bindings.log")"
# Nothing written would pass for nothing changed.
[ -s frontend/wailsjs/go/models.ts ] || fail "no bindings came out: $(cat "$out/bindings.log")"
