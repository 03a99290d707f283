import { type Expression, sql } from "kysely";
import { nullable, personal, text } from "../../src/table/columns.js";
import { computed, type StagedColumn } from "../../src/table/staged.js";

type Name = Expression<string | null>;

/** A person's name as one text: some exports have only its parts, some only the whole. */
export const fullName = (whole: Name, first: Name, last: Name) =>
  sql<string | null>`coalesce(nullif(trim(${whole}), ''), ${joinedParts(first, last)})`;

/** A staging column with the name, of an export that has only its parts. */
export const nameOfParts = <const F extends string>(first: F, last: F): StagedColumn<F, string | null> =>
  computed(nullable(personal(text("First and last name; null if there is neither"))), () =>
    joinedParts(sql.ref(first), sql.ref(last)),
  );

const joinedParts = (first: Name, last: Name) =>
  sql<string | null>`nullif(trim(concat_ws(' ', ${first}, ${last})), '')`;
