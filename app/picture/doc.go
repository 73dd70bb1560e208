// Package picture looks at files that people attach: what they are, and how a picture among them is shown.
// It trusts nothing: the type is found in the bytes and not in the name, the size is read before anything is
// decoded, and what is shown was decoded and encoded again, so that nothing but pixels reaches the screen.
package picture
