import { type Expression, sql } from "kysely";
import { nullable, personal, text } from "../../src/table/columns.js";
import { computed, type StagedColumn } from "../../src/table/staged.js";

/** A staging column with a person's name, from an export that has the whole name or only its parts. */
export const wholeNameOrParts = <const F extends string>(whole: F, first: F, last: F): StagedColumn<F, string | null> =>
  computed(
    nullable(personal(text("Full name, else first and last name; null if there is none"))),
    () => sql<string | null>`coalesce(nullif(trim(${sql.ref(whole)}), ''), ${joinedParts(first, last)})`,
  );

/** A staging column with a person's name, from an export that has only its parts. */
export const nameOfParts = <const F extends string>(first: F, last: F): StagedColumn<F, string | null> =>
  computed(nullable(personal(text("First and last name; null if there is neither"))), () => joinedParts(first, last));

const joinedParts = (first: string, last: string): Expression<string | null> =>
  sql<string | null>`nullif(trim(concat_ws(' ', ${sql.ref(first)}, ${sql.ref(last)})), '')`;
