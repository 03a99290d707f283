/** Days from 1970-01-01 to a day of the calendar such as 2026-01-31; undefined for any other text. */
export function parseCalendarDay(text: string): number | undefined {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Date.parse reads 31 February as 3 March.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text)) return undefined;
  return at / 86_400_000;
}
