/** The kinds of tickets, in the order of the screens. */
export const kinds = [
  'enquiry',
  'complaint',
  'return',
  'exchange',
  'repair',
  'refund',
  'technicalSupport',
  'claim',
  'suggestion',
];

/** The ways by which a customer comes. */
export const channels = ['chat', 'phone', 'email', 'socialMedia', 'webForm', 'marketplace', 'app', 'inStore'];

/** The priorities, the most urgent first. */
export const priorities = ['urgent', 'high', 'normal', 'low'];

/** How grave a complaint was assessed to be. */
export const severities = ['minor', 'moderate', 'serious', 'critical'];

/** The departments a ticket may go to. */
export const departments = [
  'customerService',
  'technicalSupport',
  'returnCentre',
  'dataImprovement',
  'training',
];

/** Go's zero time: now. */
export const zeroTime = '0001-01-01T00:00:00Z';
