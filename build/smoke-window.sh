#!/usr/bin/env bash
# Opens the real window on a fresh demo desk under a virtual display, waits until it has painted, keeps the picture in
# build/out/window.png and fails when it is blank, has no text or the wrong title.
#   build/smoke-window.sh [LANGUAGE]
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. build/display.sh

picture=$out/window.png
home=$(mktemp -d)
window_pid=
finish() {
	[ -z "$window_pid" ] || stop "$window_pid"
	stop_display
	rm -rf "$home"
}
trap finish EXIT

# What the window keeps outside the desk goes into the throw-away home as well.
export HOME=$home XDG_CONFIG_HOME=$home/config XDG_DATA_HOME=$home/data XDG_CACHE_HOME=$home/cache
export LIBGL_ALWAYS_SOFTWARE=1 NO_AT_BRIDGE=1 GTK_USE_PORTAL=0 LC_ALL=C.UTF-8
desk=$home/desk

"$bin/mendesk" --desk "$desk" demo --tickets 60 --seed 7 >"$out/window-demo.log" 2>&1 || fail "demo: $(cat "$out/window-demo.log")"

start_display 1440x900
"$bin/mendesk" --desk "$desk" >"$out/window.log" 2>&1 &
window_pid=$!

# colours: how many different ones the window shows; one flat colour is what an unpainted web view looks like.
colours() {
	import -window "$window" "$picture" && identify -format '%k' "$picture"
}

window=
painted=0
for _ in $(seq 120); do
	kill -0 "$window_pid" 2>/dev/null || fail "the window ended by itself: $(cat "$out/window.log")"
	window=$(xdotool search --onlyvisible --pid "$window_pid" --name '.' 2>/dev/null | head -n 1 || true)
	if [ -n "$window" ]; then
		now=$(colours 2>/dev/null || echo 0)
		# Painted: text with its smoothed edges is there, and a second look finds the same.
		if [ "$now" -ge 60 ] && [ "$now" = "$painted" ]; then break; fi
		painted=$now
	fi
	sleep 0.25
done
[ -n "$window" ] || fail "no window within 30 s: $(cat "$out/window.log")"
[ "$painted" -ge 60 ] || fail "the window stayed blank ($painted colours): see $picture"

title=$(xdotool getwindowname "$window")
case "$title" in
Mendesk*) ;;
*) fail "the window is titled \"$title\", not Mendesk" ;;
esac
size=$(identify -format '%wx%h' "$picture")
mean=$(convert "$picture" -colorspace Gray -format '%[fx:mean]' info:)
awk -v m="$mean" 'BEGIN { exit !(m > 0.02 && m < 0.998) }' || fail "the picture is all one shade (mean $mean)"

say "window \"$title\" $size, $painted colours, mean $mean: $picture"
