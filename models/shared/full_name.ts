import { type Expression, sql } from "kysely";

/** A human's name as one text: some exports have only its parts, some only the whole. */
export const fullName = (whole: Expression<string | null>, first: Expression<string | null>, last: typeof first) =>
  sql<string | null>`coalesce(nullif(trim(${whole}), ''), nullif(trim(concat_ws(' ', ${first}, ${last})), ''))`;
