import { type RawBuilder, sql } from "kysely";

/** `info` or `warn`, or a condition in SQL on the columns of a check: its rows are warnings where it is true. */
type Severity = "info" | "warn" | { readonly warnIf: string };

/** The rows of one check in `marts.data_quality`. `select` gives `subject`, `count`, `share` and `example`. */
export const qualityCheck = (check: string, severity: Severity, select: string): RawBuilder<unknown> =>
  sql`select
      ${sql.lit(check)} as "check",
      subject,
      count::bigint as count,
      share::double as share,
      ${typeof severity === "string" ? sql.lit(severity) : sql`case when ${sql.raw(severity.warnIf)} then 'warn' else 'info' end`} as severity,
      example
    from (${sql.raw(select)})`;

/** The check of fields that a log of changes should have and does not; the doctor repeats its findings. */
export const unloggedFieldsCheck = "fields whose changes the log does not have";

/** For `qualityCheck`: the rows of a table that meet a condition, counted by subject, and their share of all its rows. */
export const countBySubject = (subject: string, from: string, where: string, example: string): string =>
  `select
      ${subject} as subject,
      count(*) as count,
      count(*) / (select count(*) from ${from}) as share,
      min(${example}) as example
    from ${from}
    where ${where}
    group by all
    having count(*) > 0`;
