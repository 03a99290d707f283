import { type RawBuilder, sql } from "kysely";

/** The `email_status` of a record, from three SQL conditions: `invalid`, `unsubscribed`, `valid`, or null if the source does not say. */
export const mailStatus = (isInvalid: string, isUnsubscribed: string, isKnown: string): RawBuilder<string | null> =>
  sql.raw(`case when ${isInvalid} then 'invalid' when ${isUnsubscribed} then 'unsubscribed'
    when ${isKnown} then 'valid' end`);
