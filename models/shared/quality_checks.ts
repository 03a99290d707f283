import { type RawBuilder, sql } from "kysely";

/** One kind of thing worth knowing of the data, for `marts.data_quality`: a select of `subject, count, share, example`. */
export const qualityCheck = (check: string, severity: "info" | "warn", select: string): RawBuilder<unknown> =>
  sql`select ${sql.lit(check)} as "check", subject, count::bigint as count, share::double as share,
      ${sql.lit(severity)} as severity, example from (${sql.raw(select)})`;

/** How many rows of a table hold what is looked for, by subject, and their share of all its rows. */
export const countBySubject = (subject: string, from: string, where: string, example: string): string =>
  `select ${subject} as subject, count(*) as count, count(*) / (select count(*) from ${from}) as share,
      min(${example}) as example
    from ${from} where ${where} group by all having count(*) > 0`;
