#!/usr/bin/env bash
# Pictures of every page, state and dialog in both languages, both themes and three sizes, and of every page on paper:
# single files and contact sheets in build/out/shots. The scenes stand in frontend/shots/scenes.ts, one line each.
#   build/shots.sh [WORDS]    only those whose folder and name hold every word ("en-dark ticket"); "paper": the PDFs alone
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

word=$*
shots=$out/shots
for browser in chromium chromium-browser google-chrome; do
	have "$browser" && break
done
have "$browser" || fail "no Chromium found: install the package chromium"
CHROMIUM=$(command -v "$browser") MENDESK=$root/$bin/mendesk-server SHOTS=$root/$shots SCENES=$word
export CHROMIUM MENDESK SHOTS SCENES

build/frontend.sh
build/server.sh
if [ -z "$word" ]; then rm -rf "$shots"; fi
mkdir -p "$shots"

# sheet NAME PICTURE…: all of them small and named, so many on a picture that it can still be looked at.
sheet() {
	local name=$1 small n=0
	shift
	rm -f "$shots/sheet-$name"*.png
	small=$(mktemp -d)
	mogrify -path "$small" -resize 480x320 "$@"
	set -- "$small"/*.png
	while [ $# -gt 0 ]; do
		n=$((n + 1))
		montage -label '%t' -pointsize 11 "${@:1:40}" -tile 5x -geometry '+6+6' -background '#d8d8d8' "$shots/sheet-$name-$n.png"
		shift "$(($# < 40 ? $# : 40))"
	done
	rm -rf "$small"
}

failed=0
if [ "$word" != paper ]; then
	(cd frontend && npx playwright test --config shots/playwright.config.ts) || failed=1
	for folder in "$shots"/*/; do
		name=$(basename "$folder")
		if [ -n "$(find "$folder" -name '*.png' -print -quit)" ]; then sheet "$name" "$folder"*.png; fi
	done
fi

if [ -z "$word" ] || [ "$word" = paper ]; then
	desk=$(mktemp -d)
	trap 'rm -rf "$desk"' EXIT
	export XDG_CONFIG_HOME=$desk/config
	mendesk() { "$MENDESK" --desk "$desk/shop" --as luo "$@"; }
	mendesk demo --tickets 200 --seed 7 --until 2026-11-20 >/dev/null
	first() { mendesk --json call "$1" "$2" | sed -n 's/.*"number": "\([^"]*\)".*/\1/p' | head -n 1; }
	for lang in zh-CN en; do
		papers=$shots/paper-$lang
		mkdir -p "$papers"
		mendesk --lang "$lang" report quality --from 2026-10-01 --to 2026-10-31 --out "$papers/quality.pdf"
		mendesk --lang "$lang" report certification --out "$papers/certification.pdf"
		mendesk --lang "$lang" report ticket "$(first Tickets.List '{"view":"all","words":"","cursor":""}')" --out "$papers/ticket.pdf"
		mendesk --lang "$lang" report return "$(first Returns.Board '{}')" --out "$papers/return.pdf"
		mendesk --lang "$lang" report certificate "$(first Training.Matrix '[]')" --out "$papers/certificate.pdf"
		for pdf in "$papers"/*.pdf; do pdftoppm -r 80 -png "$pdf" "${pdf%.pdf}"; done
		sheet "paper-$lang" "$papers"/*.png
	done
fi
say "in $shots: $(find "$shots" -name '*.png' ! -name 'sheet-*' | wc -l) pictures, $(find "$shots" -name 'sheet-*' | wc -l) sheets"
[ "$failed" = 0 ] || fail "some scenes could not be shown: see above"
