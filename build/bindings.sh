#!/usr/bin/env bash
# Writes frontend/wailsjs from the bound services: the window's calls with their types. Needs no display.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

go build -tags bindings -o "$bin/bindings" .
# The generator reads wails.json for the folder, but this setting only from the environment.
tsoutputtype=interfaces "$bin/bindings"
# It marks every file executable, and leaves package.json files that npm would take for a package of ours.
find frontend/wailsjs -type f -exec chmod 0755 {} +
