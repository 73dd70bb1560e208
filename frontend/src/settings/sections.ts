/** The parts of the settings, as their addresses have them. */
export const sections = [
  { group: 'shop', names: ['shop', 'targets', 'limits', 'templates'] },
  { group: 'station', names: ['sync', 'schedule', 'reports', 'folders', 'station', 'about'] },
] as const;

/** A part of the settings. */
export type Section = (typeof sections)[number]['names'][number];

const all = sections.flatMap(({ names }) => [...names]) as Section[];

/** The part that an address names; the shop when it names none. */
export const sectionOf = (name: string | undefined): Section => all.find((one) => one === name) ?? 'shop';
