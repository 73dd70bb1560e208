import type { Column, Course } from './queries';

// The codes of the domain in the order in which screens show them; Go has the same lists.

export const roles = ['agent', 'inspector', 'technician', 'trainer', 'supervisor', 'admin'];
export const departments = [
  'customerService',
  'technicalSupport',
  'returnCentre',
  'dataImprovement',
  'training',
];
export const tiers = ['trainee', 'regular', 'senior'];
export const steps = ['receive', 'disinfect', 'inspect', 'repair', 'refund', 'complaint', 'everyone'];

/** The name of a course in the language of the window. */
export const nameOf = (named: { nameZh: string; nameEn: string } | undefined, language: string) =>
  (language === 'en' ? named?.nameEn : named?.nameZh) ?? '';

/** The version of a course that is in force. */
export const latest = (course: Course | undefined) => course?.versions[course.versions.length - 1];

/** The course of a column by its id. */
export const columnOf = (columns: Column[], course: string) =>
  columns.find((column) => column.course === course);
