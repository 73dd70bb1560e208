/** Hides the middle of a phone number: 138 **** 6207. Short ones are left as they are. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 8) return phone;
  return `${digits.slice(0, 3)} **** ${digits.slice(-4)}`;
}
