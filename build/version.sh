# The version of what is built: the tag when there is one at this commit, else the last one with what came since.
# shellcheck shell=bash disable=SC2154 # root comes from lib.sh

# version_of_git: 1.2.0 at the tag v1.2.0; 1.2.0+14.g1a2b3c4 later; .dirty behind it when files were changed.
version_of_git() {
	local base since hash dirty=
	hash=$(git rev-parse --short=7 HEAD 2>/dev/null) || { base_version && return; }
	git diff --quiet HEAD -- 2>/dev/null || dirty=.dirty
	if base=$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null); then
		since=$(git rev-list --count "$base..HEAD")
		base=${base#v}
	else
		base=$(base_version)
		since=$(git rev-list --count HEAD)
	fi
	if [ "$since" = 0 ] && [ -z "$dirty" ]; then
		printf '%s\n' "$base"
	else
		printf '%s+%s.g%s%s\n' "$base" "$since" "$hash" "$dirty"
	fi
}

# base_version: what wails.json says, for a tree without tags.
base_version() { sed -n 's/.*"productVersion": "\([^"]*\)".*/\1/p' "$root/wails.json"; }

# version_numbers VERSION: four numbers, as Windows wants them: 1.2.0+14.g1a2b3c4 is 1.2.0.14.
version_numbers() {
	local base=${1%%+*} since=0
	case "$1" in *+*) since=${1#*+} since=${since%%.*} ;; esac
	printf '%s.%s\n' "$base" "$((since > 65535 ? 65535 : since))"
}
