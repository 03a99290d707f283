import type { Kysely } from "kysely";
import type { Columns, RowOf } from "./columns.js";
import type { Database, EntityPart, Model, Select, Upstream } from "./model.js";

/** What one product's exports give to `intermediate.source_<entity>`. What they do not know may be left out and is null. */
export function entityPart<U extends Upstream>(spec: {
  product: string;
  entity: string;
  from: U;
  select: (db: Kysely<Database<U>>) => Select<unknown>;
}): EntityPart {
  return spec;
}

/** A canonical entity: the rows of all parts. Its contract is held to as a model's, so a part that misspells a column fails the build. */
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
