import type { Attendee } from './queries';

/** What is typed of one attendee; an empty score is none. */
export type Entered = { attended: boolean; score: string };

/** What is known of an attendee already. */
export const enteredOf = (attendee: Attendee): Entered => ({
  attended: attendee.attendance === 'attended',
  score: attendee.assessed ? String(attendee.score) : '',
});

/** The results that differ from what is known: only these are sent. */
export function changedResults(attendees: Attendee[], entered: Record<string, Entered>) {
  return attendees.flatMap((attendee) => {
    const value = entered[attendee.person];
    const known = enteredOf(attendee);
    if (!value || (value.attended === known.attended && value.score === known.score)) return [];
    const assessed = value.score.trim() !== '';
    return [
      {
        person: attendee.person,
        attended: value.attended,
        assessed,
        score: assessed ? Number(value.score) : 0,
      },
    ];
  });
}
