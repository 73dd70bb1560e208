// Package ticket knows what customers bring to the desk: tickets with their states, the service standards
// they are judged by, the calendars those count in, and the clocks that follow from them.
//
// A folded [Ticket] keeps facts alone: when it began, which spells it waited, when it was answered and
// resolved, and the id of the standard's version. What is due when is worked out by [Clocks] from these
// facts each time, so a late entry or a merge can never leave a wrong date behind.
package ticket
