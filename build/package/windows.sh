#!/usr/bin/env bash
# The Windows programs, made here: mendesk.exe with the window, mendesk-cli.exe for the verbs (a program with a window
# prints nothing into a console), and the installer of both.
#   build/package/windows.sh VERSION FOLDER
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
. build/version.sh

version=$1 dist=$2
numbers=$(version_numbers "$version")
syso=$root/rsrc_windows_amd64.syso # Go links what lies beside main under this name
trap 'rm -f "$syso"' EXIT

# resources MANIFEST DESCRIPTION FILENAME: icon, manifest and version of the program that is built next.
resources() {
	CGO_ENABLED=0 go tool -modfile=build/tools/go.mod go-winres simply --arch amd64 --out "$root/rsrc" --icon build/appicon-256.png \
		--manifest "$1" --product-version "$numbers" --file-version "$numbers" --product-name Mendesk \
		--file-description "$2" --original-filename "$3" --copyright Apache-2.0
}
program() { GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go build -trimpath "$@" .; }

resources gui 'Mendesk' mendesk.exe
program -tags desktop,production -ldflags "-s -w -H windowsgui -X main.version=$version" -o "$dist/mendesk.exe"
resources cli 'Mendesk, its command line' mendesk-cli.exe
program -ldflags "-s -w -X main.version=$version" -o "$dist/mendesk-cli.exe"
rm -f "$syso"

build/package/wine.sh "$version" "$dist/mendesk-cli.exe"

if ! have makensis; then
	say "no installer was made: makensis is missing (Debian's package nsis)"
	exit 0
fi
rm -f "$dist"/Mendesk-*-setup.exe
makensis -V2 -INPUTCHARSET UTF8 "-DVERSION=$version" "-DNUMBERS=$numbers" "-DDIST=$root/$dist" "-DROOT=$root" \
	"-DSETUP=$root/$dist/Mendesk-$version-setup.exe" build/package/installer.nsi
say "the installer holds:"
if have 7z; then
	7z l "$dist/Mendesk-$version-setup.exe" | sed -n '/Date/,$p'
else
	(cd "$dist" && stat -c '%12s %n' mendesk.exe mendesk-cli.exe) && stat -c '%12s LICENSE.txt' LICENSE
fi
