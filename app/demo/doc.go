// Package demo makes a lifelike shop: its staff, customers, orders, tickets, returns, courses and
// certificates over fourteen months. It works the desk's own services under a clock of its own, as people
// would, so every rule is obeyed and nothing in the records is made up behind their back. The same plan
// gives the same records to the byte.
package demo
