package archive

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

// proportion is whole × part / all rounded down, without overflow.
func proportion(whole, part, all int64) int64 {
	each, rest := whole/all, whole%all
	hi := each * part
	// rest < all: schoolbook multiplication in two halves keeps every step inside 64 bits up to 2⁴⁰ each.
	const half = 1 << 20
	high, low := part/half, part%half
	q := rest * high / all
	r := rest * high % all
	return hi + q*half + (r*half+rest*low)/all
}
