/** What is peculiar to HubSpot's exports and holds for each of its objects. */
import { type Expression, type RawBuilder, sql } from "kysely";
import type { Binding } from "../../../../src/table/columns.js";
import type { ExportOrigin } from "../../../../src/table/origin.js";

const prefix = "property_";

/** The origin of one object: its name in snake_case is that of Fivetran's table. */
export const hubspotOrigin = (object: string, more: Partial<ExportOrigin>): ExportOrigin => ({
  kind: "export",
  product: "hubspot",
  object,
  fieldPrefix: prefix,
  ...more,
});

/** How exports head a property besides its internal name: a replica with a prefix, the UI by its label. */
export const propertyBinding = (name: string, ...others: readonly string[]): Binding => ({
  orHeaders: [`${prefix}${name}`, ...others],
});

/** The ids of a list `a;b`; none of null. */
export const splitIds = (list: Expression<string | null>): RawBuilder<string[]> =>
  sql`list_filter(list_transform(string_split(coalesce(${list}, ''), ';'), lambda id: trim(id)), lambda id: id <> '')`;

/** A word of one of HubSpot's own lists, as its internal value spells it: the label `No answer` is `NO_ANSWER`. */
export const internalValue = (word: Expression<string | null>): RawBuilder<string | null> =>
  sql`replace(upper(trim(${word})), ' ', '_')`;
