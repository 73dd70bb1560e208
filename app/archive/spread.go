package archive

import "math/bits"

// Spread cuts whole into shares in proportion to weights, exactly: the shares add up to whole, and each
// differs from its exact part by less than one. Without any weight the first takes all.
func Spread(whole int64, weights []int64) []int64 {
	out := make([]int64, len(weights))
	var all int64
	for _, w := range weights {
		all += max(w, 0)
	}
	if len(out) == 0 {
		return out
	}
	if all == 0 {
		out[0] = whole
		return out
	}
	var seen, given int64
	for i, w := range weights {
		seen += max(w, 0)
		upTo := proportion(whole, seen, all)
		out[i], given = upTo-given, upTo
	}
	return out
}

// proportion is whole × part / all cut towards zero, through 128 bits; 0 ≤ part ≤ all, 0 < all.
func proportion(whole, part, all int64) int64 {
	if whole < 0 {
		return -proportion(-whole, part, all)
	}
	each, rest := whole/all, whole%all
	hi, lo := bits.Mul64(uint64(rest), uint64(part))
	q, _ := bits.Div64(hi, lo, uint64(all))
	return each*part + int64(q)
}
