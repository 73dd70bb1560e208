# One named step after another: its name, how long it took, and on failure its whole log.
# shellcheck shell=bash disable=SC2154 # out comes from lib.sh
logs=$out/logs
mkdir -p "$logs"
steps=0
began=$SECONDS

# step NAME COMMAND…: quiet while it goes well.
step() {
	local name=$1 log at=$SECONDS
	shift
	steps=$((steps + 1))
	log=$logs/$(printf '%02d' "$steps")-${name//[^a-z0-9]/-}.log
	printf '%-46s ' "$name"
	# One command a step: set -e stops nothing inside an if. In a child, so that it may change its folder.
	if ("$@") >"$log" 2>&1 </dev/null; then
		printf 'ok %4ds\n' $((SECONDS - at))
		return
	fi
	printf 'FAILED %4ds\n\n' $((SECONDS - at))
	cat "$log"
	printf '\nfailed: %s (log: %s)\n' "$name" "$log"
	exit 1
}

# show: the lines of the step that just passed.
show() { sed 's/^/    /' "$(find "$logs" -name "$(printf '%02d' "$steps")-*.log")"; }

finish() { printf '\nall %d steps passed in %d min %02d s\n' "$steps" $(((SECONDS - began) / 60)) $(((SECONDS - began) % 60)); }
