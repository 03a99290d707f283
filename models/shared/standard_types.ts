import { type RawBuilder, sql } from "kysely";
import { quotedString } from "../../src/table/dialect.js";

/** A standard activity type of a product: its number, its name, and who acts, e.g. `[1, "Visit Webpage", "person"]`. */
export type StandardType<Actor extends string> = readonly [id: number, name: string, actor: Actor];

/** SQL rows `standard(type_id, name, actor)` of activity types, for use after FROM. */
export const standardTypeRows = (types: readonly StandardType<string>[]): RawBuilder<unknown> => {
  const rows = types.map(([id, name, actor]) => `(${id}, ${quotedString(name)}, ${quotedString(actor)})`);
  return sql.raw(`(values ${rows.join(", ")}) as standard(type_id, name, actor)`);
};
