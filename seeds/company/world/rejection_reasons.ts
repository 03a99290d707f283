/** A text that sales enters as the rejection or loss reason. */
export interface RawReason {
  readonly raw: string;
  /** Standard reason; null if the text is missing from rejection_reasons.csv. */
  readonly reason: string | null;
  readonly weight: number;
}
const rawReason = (raw: string, reason: string | null, weight: number): RawReason => ({ raw, reason, weight });

/** For people who may buy later. The lead is recycled to marketing. */
const later = [
  rawReason("Not ready to buy", "Timing not right", 10),
  rawReason("Bad Timing", "Timing not right", 8),
  rawReason("No budget", "No budget", 9),
  rawReason("Budget not approved", "No budget", 3),
  rawReason("No response", "Unresponsive", 14),
  rawReason("Went dark", "Unresponsive", 6),
];
/** For people who will not buy. */
const never = [
  rawReason("Not a fit", "Not a fit", 14),
  rawReason("Poor fit", "Not a fit", 5),
  rawReason("Not a decision maker", "Not a decision maker", 8),
  rawReason("Chose competitor", "Chose competitor", 6),
  rawReason("Using competitor", "Chose competitor", 3),
];
/** For purchased and syndicated contacts. */
const junk = [
  rawReason("Bad contact data", "Bad contact data", 10),
  rawReason("Not a fit", "Not a fit", 8),
  rawReason("No response", "Unresponsive", 6),
];
/** Notes that were entered instead of a reason. */
const notes = [rawReason("spoke to assistant, see notes", null, 1), rawReason("n.i.", null, 1)];
const losses = [
  rawReason("Chose competitor", "Chose competitor", 10),
  rawReason("No budget", "No budget", 8),
  rawReason("Timing", "Timing not right", 6),
];

export const rejectionReasons = { later, never, junk, notes, losses } as const;
export const rawReasons: readonly RawReason[] = [...later, ...never, ...junk, ...notes, ...losses];
