// The codes of the domain in the order in which screens show them; Go has the same lists.

export const reasons = [
  'changeOfMind',
  'quality',
  'notAsDescribed',
  'wrongItem',
  'missingParts',
  'transitDamage',
  'lateDelivery',
  'other',
];
export const faults = ['buyer', 'merchant', 'carrier'];
export const methods = ['doorPickUp', 'dropOff', 'overseasWarehouse'];
export const parties = ['us', 'customer', 'carrier', 'customs'];
export const checks = ['complete', 'appearance', 'working', 'serial', 'packaging'];
export const grades = ['A', 'B', 'C', 'D'];
export const dispositions = ['restock', 'refurbish', 'repair', 'toVendor', 'scrap', 'backToCustomer'];
export const disinfections = ['ultraviolet', 'wiping', 'spraying', 'ozone', 'heat'];
export const channels = ['platform', 'alipay', 'wechat', 'card', 'bank', 'cash'];
export const grants = ['advance', 'keepTheGoods', 'lostOnTheWay'];
/** Traits that only become known when the goods are asked for. */
export const lateTraits = ['activated', 'nearExpiry', 'flawed'];

/** Who is at fault where the customer gives this reason, until somebody says otherwise. */
export function faultOf(reason: string): string {
  if (reason === 'changeOfMind') return 'buyer';
  return reason === 'transitDamage' || reason === 'lateDelivery' ? 'carrier' : 'merchant';
}

/** The number as it is said on a card, where everything is a return: B-261116-3. */
export const shortNumber = (number: string) => number.replace(/^R-/, '');
