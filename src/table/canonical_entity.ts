import type { Kysely } from "kysely";
import type { Columns, RowOf } from "./columns.js";
import type { Database, EntityPart, Model, Select, Upstream } from "./model.js";

/** One product's rows of `intermediate.source_<entity>`. A column that the product does not know is left out and becomes null. */
export function entityPart<U extends Upstream>(spec: {
  product: string;
  entity: string;
  from: U;
  select: (db: Kysely<Database<U>>) => Select<unknown>;
}): EntityPart {
  return spec;
}

/** A canonical entity: the rows of all parts together. Its contract is checked like any model's, so a misspelt column fails the build. */
export function canonicalEntity<C extends Columns<any>>(spec: {
  name: `intermediate.source_${string}`;
  about: string;
  materialized: "view" | "table";
  grain: readonly (keyof C & string)[];
  columns: C;
  parts: readonly EntityPart[];
}): Model<RowOf<C>> {
  const from = Object.fromEntries(
    spec.parts.flatMap(({ product, from }, at) =>
      Object.entries(from).map(([alias, table]) => [`${product}_${at}_${alias}`, table]),
    ),
  );
  const select = () => {
    throw new Error(`${spec.name} has parts in place of a select`);
  };
  return { checks: {}, warnings: {}, from, select, ...spec } as unknown as Model<RowOf<C>>;
}
