#!/usr/bin/env bash
# The Linux binary and the Debian package around it.
#   build/package/linux.sh VERSION FOLDER
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

version=$1 dist=$2
arch=$(go env GOARCH)
have dpkg-deb || fail "dpkg-deb is missing: the .deb can only be made on Debian or Ubuntu"

CGO_ENABLED=1 go build -trimpath -tags "$desktop_tags" -ldflags "-s -w -X main.version=$version" -o "$dist/mendesk" .
CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$version" -o "$dist/mendesk-server" .
[ "$("$dist/mendesk-server" version)" = "mendesk $version" ] || fail "the server binary does not say version $version"

tree=$out/deb
rm -rf "$tree"
put() { install -D -m "$1" "$2" "$tree/$3"; }
put 0755 "$dist/mendesk" usr/bin/mendesk
put 0644 build/package/mendesk.desktop usr/share/applications/mendesk.desktop
put 0644 build/appicon.svg usr/share/icons/hicolor/scalable/apps/mendesk.svg
put 0644 build/package/copyright usr/share/doc/mendesk/copyright
for size in 64 128 256 512; do
	png=usr/share/icons/hicolor/${size}x$size/apps/mendesk.png
	mkdir -p "$tree/$(dirname "$png")"
	convert build/appicon.png -resize "${size}x$size" -strip "$tree/$png"
done
mkdir -p "$tree/DEBIAN"
sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" \
	-e "s/@SIZE@/$(du -sk --exclude=DEBIAN "$tree" | cut -f1)/" build/package/control >"$tree/DEBIAN/control"

deb=$dist/mendesk_${version}_$arch.deb
rm -f "$dist"/mendesk_*.deb
dpkg-deb --root-owner-group -Zxz --build "$tree" "$deb" >/dev/null
dpkg-deb --info "$deb"
dpkg-deb --contents "$deb"

# What was packed runs: the package's own binary, out of the package.
check=$(mktemp -d)
trap 'rm -rf "$check"' EXIT
dpkg-deb --extract "$deb" "$check"
[ "$("$check/usr/bin/mendesk" version)" = "mendesk $version" ] || fail "the packed binary does not say version $version"
if have desktop-file-validate; then desktop-file-validate "$check/usr/share/applications/mendesk.desktop"; fi
