// Package training knows who works at the desk, what they were taught and certified for, and answers one
// question of every other area: may this person do this step now?
package training
