/** What sales types into the reason field, and what it means. */
export interface RawReason {
  readonly raw: string;
  /** Standard reason; null: nobody mapped these words. */
  readonly reason: string | null;
  readonly weight: number;
}
const rawReason = (raw: string, reason: string | null, weight: number): RawReason => ({ raw, reason, weight });

/** Of people who might buy another time: the lead goes back to marketing. */
const later = [
  rawReason("Not ready to buy", "Timing not right", 10),
  rawReason("Bad Timing", "Timing not right", 8),
  rawReason("No budget", "No budget", 9),
  rawReason("Budget not approved", "No budget", 3),
  rawReason("No response", "Unresponsive", 14),
  rawReason("Went dark", "Unresponsive", 6),
];
/** Of people who will not. */
const never = [
  rawReason("Not a fit", "Not a fit", 14),
  rawReason("Poor fit", "Not a fit", 5),
  rawReason("Not a decision maker", "Not a decision maker", 8),
  rawReason("Chose competitor", "Chose competitor", 6),
  rawReason("Using competitor", "Chose competitor", 3),
];
/** Of bought and syndicated addresses. */
const junk = [
  rawReason("Bad contact data", "Bad contact data", 10),
  rawReason("Not a fit", "Not a fit", 8),
  rawReason("No response", "Unresponsive", 6),
];
/** Notes where a reason was asked for. */
const notes = [rawReason("spoke to assistant, see notes", null, 1), rawReason("n.i.", null, 1)];
const losses = [
  rawReason("Chose competitor", "Chose competitor", 10),
  rawReason("No budget", "No budget", 8),
  rawReason("Timing", "Timing not right", 6),
];

export const rejectionReasons = { later, never, junk, notes, losses } as const;
export const rawReasons: readonly RawReason[] = [...later, ...never, ...junk, ...notes, ...losses];
