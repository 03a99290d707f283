import { type RawBuilder, sql } from "kysely";

/** Whether mail reaches a record, of three conditions in SQL; null where the source does not say. */
export const mailStatus = (isInvalid: string, isUnsubscribed: string, isKnown: string): RawBuilder<string | null> =>
  sql.raw(`case when ${isInvalid} then 'invalid' when ${isUnsubscribed} then 'unsubscribed'
    when ${isKnown} then 'valid' end`);
