#!/usr/bin/env bash
# The tests in their long form, package by package, then fuzzing. It goes on after a failure, keeps every log in
# build/out/soak and prints a table at its end.
#   build/soak.sh [PACKAGE…]     ./storage ./app/exchange; without, all that have tests
# MENDESK_SOAK is how many rounds of each crash test and how many cases of each property (300); simulations take a
# thousand seeds for each round. MENDESK_FUZZ is the seconds for each fuzz target (60; 0: none).
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export MENDESK_SOAK=${MENDESK_SOAK:-300} CGO_ENABLED=0
fuzz=${MENDESK_FUZZ:-60}
logs=$out/soak
rm -rf "$logs"
mkdir -p "$logs"
table=$logs/table.txt
failed=0

# round NAME COMMAND…: runs it, writes its line of the table as soon as it is over.
round() {
	local name=$1 log at=$SECONDS verdict=ok tests
	shift
	log=$logs/${name//[^A-Za-z0-9]/-}.log
	say "$name …"
	"$@" >"$log" 2>&1 </dev/null || verdict=FAILED
	tests=$(grep -cE '^--- (PASS|FAIL)' "$log" || true)
	[ "$verdict" = ok ] || failed=$((failed + 1))
	printf '%-40s %-6s %6d s %5s tests  %s\n' "$name" "$verdict" $((SECONDS - at)) "$tests" \
		"$(grep -E '^--- FAIL' "$log" | awk '{ print $3 }' | paste -sd, || true)" | tee -a "$table"
}

if [ $# -gt 0 ]; then
	packages=("$@")
else
	mapfile -t packages < <(go_tests | xargs -r -n 1 dirname | sort -u | grep -v '^./build/')
fi
for package in "${packages[@]}"; do
	rapid=()
	if grep -qs '"pgregory.net/rapid"' "$package"/*_test.go; then rapid=("-rapid.checks=$MENDESK_SOAK"); fi
	round "$package" go test -count=1 -v -timeout 24h "$package" "${rapid[@]}"
done
if [ "$fuzz" != 0 ] && [ $# = 0 ]; then
	round fuzzing build/fuzz.sh "$fuzz"
fi

say
say "MENDESK_SOAK=$MENDESK_SOAK, logs in $logs:"
cat "$table"
[ "$failed" = 0 ] || fail "$failed of these failed"
