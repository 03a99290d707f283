/** What sales types into the reason field, and what it means. */
export interface RawReason {
  readonly raw: string;
  /** Standard reason; null: nobody mapped these words. */
  readonly reason: string | null;
  readonly weight: number;
}
const words = (raw: string, reason: string | null, weight: number): RawReason => ({ raw, reason, weight });

/** Of people who might buy another time: the lead goes back to marketing. */
const later = [
  words("Not ready to buy", "Timing not right", 10),
  words("Bad Timing", "Timing not right", 8),
  words("No budget", "No budget", 9),
  words("Budget not approved", "No budget", 3),
  words("No response", "Unresponsive", 14),
  words("Went dark", "Unresponsive", 6),
];
/** Of people who will not. */
const never = [
  words("Not a fit", "Not a fit", 14),
  words("Poor fit", "Not a fit", 5),
  words("Not a decision maker", "Not a decision maker", 8),
  words("Chose competitor", "Chose competitor", 6),
  words("Using competitor", "Chose competitor", 3),
];
/** Of bought and syndicated addresses. */
const junk = [
  words("Bad contact data", "Bad contact data", 10),
  words("Not a fit", "Not a fit", 8),
  words("No response", "Unresponsive", 6),
];
/** Notes where a reason was asked for. */
const notes = [words("spoke to assistant, see notes", null, 1), words("n.i.", null, 1)];
const losses = [
  words("Chose competitor", "Chose competitor", 10),
  words("No budget", "No budget", 8),
  words("Timing", "Timing not right", 6),
];

export const reasons = { later, never, junk, notes, losses } as const;
export const rawReasons: readonly RawReason[] = [...later, ...never, ...junk, ...notes, ...losses];
