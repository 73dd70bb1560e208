package storage

// Exists tells whether a desk was created at path; its file may be damaged or gone.
func Exists(path string) bool { return absent(path) != nil }
