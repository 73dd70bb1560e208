# A virtual screen with a window manager, for the tests that open a real window.
# shellcheck shell=bash disable=SC2154 # out comes from lib.sh

# start_display SIZE: exports DISPLAY; the processes end with stop_display.
start_display() {
	local size=${1:-1280x800} ready=$out/display.ready i
	# The server picks a free number itself and tells it, so that two runs never share a screen.
	rm -f "$ready"
	Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp 3>"$ready" >"$out/xvfb.log" 2>&1 &
	display_pid=$!
	for i in $(seq 100); do
		[ -s "$ready" ] && break
		kill -0 "$display_pid" 2>/dev/null || fail "the virtual display did not start: $(cat "$out/xvfb.log")"
		sleep 0.1
	done
	[ -s "$ready" ] || fail "the virtual display did not start within 10 s"
	DISPLAY=:$(tr -d '[:space:]' <"$ready")
	export DISPLAY
	unset WAYLAND_DISPLAY
	openbox --sm-disable >"$out/openbox.log" 2>&1 &
	openbox_pid=$!
}

stop_display() {
	[ -z "${openbox_pid:-}" ] || stop "$openbox_pid"
	[ -z "${display_pid:-}" ] || stop "$display_pid"
}
