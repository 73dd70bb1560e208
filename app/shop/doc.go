// Package shop knows the shop that a desk serves: its zone, currency and language, what it promises and
// measures itself by, who may approve how much, and which workstations write for it.
package shop
