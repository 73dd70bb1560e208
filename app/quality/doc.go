// Package quality computes the figures of the desk: how fast, how well and at what cost customers were
// helped in a period, against the period before and against the shop's targets.
//
// Every figure is a pure function of the rows it is handed, the period and the moment asOf. The screen, the
// PDF and the command line print the same [Figure]: a value with numerator, denominator, n and how many rows
// were left out. No figure is ever 0 for want of data: its value is then nil.
//
// Rates are fractions from 0 to 1 and times are seconds; percent signs and hours belong to the edge.
package quality
