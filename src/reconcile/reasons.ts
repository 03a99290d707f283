/** Why a row of one side has none of the other, and what that means; the first that holds is told. */

/** Of a listed row that is no MQL here. */
export const missingReasons = {
  "unreadable row": "no id or email, no date, or no record of the file",
  "unknown person": "no record of any source has this id or email",
  "several people": "the id or email is on records of several people, as that of a shared mailbox is",
  "excluded record": "the record counts nowhere: test, internal, deleted or anonymous",
  "repeated in the list": "the list has the person on the same day in another row",
  "after the run": "later than the clock of the published run",
  "repeat in an open cycle": "an MQL here too, but the cycle of an earlier one was still open",
  "inside the cool-off": "an MQL here too, but within the cool-off of the cycle before",
  "already a customer": "qualified after a win, which counts no more",
  "cycle of another row": "another row of the list is closer to the cycle, and each counts once",
  "not counted by mql.source": "an MQL by the scores or by a record only, and mql.source counts the other kind",
  "before the exports": "earlier than anything that the exports tell of",
  "another date": "an MQL here, further away than --days, that no other row is matched with",
  "before the person was known": "no record of the person had been made yet",
  "in an open cycle": "nothing says so here; the cycle of an earlier MQL was open then",
  "at a later stage": "accepted by sales, in an opportunity or won by then",
  disqualified: "a disqualifying rule held",
  "below the threshold": "the score reached less than the definition asks for",
  "wrong grade": "the score was enough, the fit was not",
  "no MQL recorded": "no source recorded one, and computed ones do not count for the person",
  "no reason found": "the tables do not tell why",
} as const;

/** Of an MQL here that the list does not have. */
export const extraReasons = {
  "listed in an unreadable row": "the list has the person in a row that cannot be read",
  "listed on another date": "the list has it, further away than --days",
  "outside the months of the list": "before the first or after the last month that the list tells of",
  "another MQL of the person is listed": "the list has the person, but not this MQL",
  "not in the list": "the list does not have the person",
} as const;

export type MissingReason = keyof typeof missingReasons;
export type ExtraReason = keyof typeof extraReasons;
