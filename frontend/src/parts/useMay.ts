import { useDesk, usePeople } from '../desk/queries';

/**
 * Whether the person signed in has one of the roles; an admin has all of them.
 * Go decides: a screen only hides what would be refused.
 */
export function useMay(): (...roles: string[]) => boolean {
  const { roles } = useDesk().person;
  return (...wanted) => roles.includes('admin') || wanted.some((role) => roles.includes(role));
}

/** The names of those who work here in one of the roles. */
export function useWhoMay(...roles: string[]): string[] {
  const people = usePeople();
  return (people.data ?? [])
    .filter((person) => person.active && person.roles.some((role) => roles.includes(role)))
    .map(({ name }) => name);
}
