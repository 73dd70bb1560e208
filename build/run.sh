#!/usr/bin/env bash
# Opens the desk: in its window, or, where there is no display, in a browser through `mendesk preview`.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
	build/desktop.sh
	exec "$bin/mendesk" "$@"
fi
say "no display here: serving the same desk to a browser"
build/server.sh
exec "$bin/mendesk-server" preview "$@"
