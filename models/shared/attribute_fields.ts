import { type Expression, type RawBuilder, sql } from "kysely";
import type { Source } from "../../src/table/model.js";

/** The fields of an object that hold attributes of people, by the origin of its table: attribute and field, in lower case. */
export const attributeFieldsOf = ({ origin }: Pick<Source, "origin">): readonly (readonly [string, string])[] =>
  origin.kind === "export" || origin.kind === "mapped"
    ? Object.entries(origin.attributes ?? {}).map(([attribute, field]) => [attribute, field.toLowerCase()] as const)
    : [];

/** SQL of the attribute that a field in lower case holds in one of the objects; null if it holds none. */
export const attributeOfField = (
  field: Expression<string>,
  ...objects: readonly Pick<Source, "origin">[]
): RawBuilder<string | null> => {
  const attributes = new Map(objects.flatMap(attributeFieldsOf).map(([attribute, name]) => [name, attribute]));
  const cases = [...attributes].map(([name, attribute]) => sql`when ${sql.lit(name)} then ${sql.lit(attribute)}`);
  return sql`case ${field} ${sql.join(cases, sql` `)} end`;
};
