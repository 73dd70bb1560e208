#!/usr/bin/env bash
# System packages on Debian and Ubuntu. Elsewhere it names what is needed and goes on: it may be there under another name.
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

run=(libgtk-3-dev libwebkit2gtk-4.1-dev pkg-config gcc libc6-dev)
# The fonts make Chinese readable in the window; what follows them looks at pages, pictures, PDFs and shell scripts.
test=(strace xvfb xauth xdotool x11-utils openbox dbus-x11 fonts-noto-cjk chromium imagemagick poppler-utils qpdf librsvg2-bin shellcheck)
# Makes the packages and their installer, lists what it holds, and runs the Windows command line.
package=(imagemagick desktop-file-utils nsis p7zip-full wine64 gcc-mingw-w64-x86-64-posix)
tools=(make git ca-certificates)

case "${1:-run}" in
run) wanted=("${run[@]}") ;;
test) wanted=("${run[@]}" "${test[@]}") ;;
package) wanted=("${run[@]}" "${package[@]}") ;;
tools) wanted=("${tools[@]}") ;;
*) fail "usage: build/setup-system.sh run|test|package|tools" ;;
esac

if ! have apt-get || ! have dpkg-query; then
	say "no apt here: please see to these yourself, by the names of your system: ${wanted[*]}"
	exit 0
fi

missing=()
for package in "${wanted[@]}"; do
	dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
	have sudo || fail "these packages are missing and there is no sudo; as root: apt-get install ${missing[*]}"
	as_root=(sudo)
fi
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=500 -q)

say "installing ${missing[*]}"
"${apt[@]}" update
install() { "${apt[@]}" -y --no-install-recommends --fix-broken install "${missing[@]}"; }
# Once more after a failure: a mirror hiccups, and what was unpacked halfway is mended by the second run.
install || install || fail "apt could not install: ${missing[*]}"
