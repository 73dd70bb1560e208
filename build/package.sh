#!/usr/bin/env bash
# Makes what people install, in build/out/package: the Linux binary and .deb, the Windows programs and their installer.
#   build/package.sh [linux|windows]
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. build/version.sh

only=${1:-}
case "$only" in '' | linux | windows) ;; *) fail "usage: build/package.sh [linux|windows]" ;; esac
version=$(version_of_git)
export version
dist=$out/package
mkdir -p "$dist"
build/frontend.sh

if [ "$only" != windows ]; then build/package/linux.sh "$version" "$dist"; fi
if [ "$only" != linux ]; then build/package/windows.sh "$version" "$dist"; fi

say
say "version $version, in $dist:"
(cd "$dist" && find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%f\n' | sort | xargs sha256sum | tee SHA256SUMS)
