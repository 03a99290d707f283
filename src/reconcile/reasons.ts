import { sql } from "kysely";

/**
 * The reasons why a row of one side has none on the other side, and what each means. If several hold, the first is given.
 * `docs/reconcile-and-explain.md` has the same tables; a test compares them.
 */

/** Why a row of the list is no MQL here. */
export const missingReasons = {
  "unreadable row": "the row has no id and no email, or no date, or is damaged",
  "unknown person": "no record of any source has this id or email",
  "several people": "the id or email belongs to several people, e.g. a shared mailbox",
  "excluded record": "the record is a test, internal, deleted or anonymous, and counts nowhere",
  "repeated in the list": "another row has the same person on the same day",
  "after the run": "the date is later than the clock of the published run",
  "repeat in an open cycle":
    "the exports have this MQL, but it started no cycle: the cycle of an earlier MQL was still open",
  "inside the cool-off":
    "the exports or the definition have this MQL, but it came too soon after the end of the last cycle",
  "already a customer": "the person was already won before that date",
  "not counted by mql.source": "an MQL by score where only recorded ones count, or the reverse",
  "cycle of another row":
    "there is an MQL near this date, but another row of the list is closer to it and was matched with it",
  "before the exports": "the date is earlier than everything in the exports",
  "another date": "the person has an MQL here, but more than `--days` away. The detail says how far",
  "before the person was known": "on that day there was no record of the person yet",
  "in an open cycle":
    "nothing made the person an MQL on that day: they had become one earlier, and that cycle was still open at stage MQL",
  "at a later stage": "the person was already a SAL, an SQL, in an opportunity or won",
  disqualified: "a rule of the definition excluded the person",
  "below the threshold": "the score was too low. The detail says e.g. `engagement 42 of 50 on 2026-03-02, grade B`",
  "wrong grade": "the engagement was enough, the fit was not",
  "no MQL recorded": "only recorded MQLs count for this person, and there is none",
  "no reason found": "the tables do not say why",
} as const;

/** Why an MQL here is not in the list. */
export const extraReasons = {
  "listed in an unreadable row": "the list has the person, in a row that cannot be read",
  "listed on another date": "the list has this MQL, but more than `--days` away",
  "outside the months of the list": "before the first or after the last month of the list",
  "another MQL of the person is listed": "the list has the person, but not this MQL",
  "not in the list": "the list does not have the person",
} as const;

export type MissingReason = keyof typeof missingReasons;
type ExtraReason = keyof typeof extraReasons;

/** A reason as a literal of SQL; a misspelt one fails `tsc`. */
export const missingReason = (reason: MissingReason) => sql.lit(reason);
export const extraReason = (reason: ExtraReason) => sql.lit(reason);
