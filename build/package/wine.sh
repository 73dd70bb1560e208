#!/usr/bin/env bash
# Runs the verbs of the Windows command line under Wine: makes a small shop, works it, checks it. Without Wine it says
# so and passes.
#   build/package/wine.sh VERSION MENDESK-CLI.EXE
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

version=$1 exe=$2
for wine in wine64 /usr/lib/wine/wine64 wine; do
	have "$wine" && break
done
if ! have "$wine"; then
	say "the Windows programs were not run: Wine is missing (Debian's package wine64)"
	exit 0
fi

home=$(mktemp -d)
finish() {
	timeout 30 "$wine" wineboot --kill >/dev/null 2>&1 || true # what lingers would hold the folder
	sleep 1
	rm -rf "$home" || true
}
trap finish EXIT
export WINEPREFIX=$home/prefix WINEDEBUG=-all HOME=$home DISPLAY=
run() { timeout 300 "$wine" "$exe" "$@" 2>>"$home/err" | tr -d '\r' || fail "under Wine: mendesk-cli.exe $*: $(tail -5 "$home/err")"; }

# Wine before 9 has no bcryptprimitives.dll, without which no program of Go starts.
gcc=x86_64-w64-mingw32-gcc
timeout 300 "$wine" wineboot --init >/dev/null 2>&1 || true
system=$WINEPREFIX/drive_c/windows/system32
[ -d "$system" ] || fail "Wine made no prefix"
if [ ! -e "$system/bcryptprimitives.dll" ]; then
	if ! have "$gcc"; then
		say "the Windows programs were not run: this Wine is too old for Go and there is no $gcc to help it (Debian's gcc-mingw-w64-x86-64-posix)"
		exit 0
	fi
	"$gcc" -shared -O2 -o "$system/bcryptprimitives.dll" build/package/wine-prng.c -ladvapi32
fi

[ "$(run version)" = "mendesk $version" ] || fail "under Wine the program does not say version $version"
desk='C:\shop'
run --desk "$desk" demo --tickets 30 --seed 3 --until 2026-11-20 --lang en
run --desk "$desk" check --lang en
before=$(run --desk "$desk" digest)
run --desk "$desk" backup --out 'C:\copy.bolt' --lang en
run --desk 'C:\again' restore 'C:\copy.bolt' --lang en
[ "$before" = "$(run --desk 'C:\again' digest)" ] || fail "under Wine the restored desk has another digest"
run --desk "$desk" --as luo report quality --from 2026-10-01 --to 2026-10-31 --out 'C:\report.pdf' --lang zh-CN
head -c 5 "$WINEPREFIX/drive_c/report.pdf" | grep -q '%PDF-' || fail "under Wine no PDF came out"
server=$(dirname "$exe")/mendesk-server
if [ -x "$server" ]; then
	[ "$before" = "$("$server" --desk "$WINEPREFIX/drive_c/shop" digest)" ] || fail "the desk that Windows made has another digest on Linux"
fi
say "under Wine: version, demo, check, digest, backup, restore and a PDF report"
