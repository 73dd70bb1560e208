// Package archive knows who bought what: customers and their orders, as the platforms told us and as people
// corrected it.
package archive
