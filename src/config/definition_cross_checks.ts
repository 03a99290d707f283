/** What definition.yaml may say only together with the tables beside it. */
import { parseDocument } from "yaml";
import { z } from "zod";
import { activityTypes } from "./activity_types.js";
import { type Definition, definitionSchema } from "./definition_schema.js";
import type { RuleTables } from "./read_rule_tables.js";
import { findUnreachableThresholds } from "./unreachable_thresholds.js";

type SchemaIssue = Exclude<Parameters<z.core.$RefinementCtx["addIssue"]>[0], string>;

const capsSchema = z.object({ caps: z.record(z.string(), z.unknown()).default({}) });

/** The caps that a definition.yaml names, whatever else is wrong with it; undefined where it cannot be read. */
export function readCapNames(text: string): string[] | undefined {
  const doc = parseDocument(text, { prettyErrors: false });
  if (doc.errors.length > 0) return undefined;
  try {
    const { data } = capsSchema.safeParse(doc.toJS());
    return data && Object.keys(data.caps);
  } catch {
    return undefined; // Aliases that lead nowhere.
  }
}

/** The schema of a folder with these tables; without them no threshold is out of reach. */
export const definitionSchemaWith = (tables: RuleTables | undefined) =>
  definitionSchema.superRefine((definition, { addIssue }) => {
    for (const mistake of validateActivityTypes(definition)) addIssue(mistake);
    for (const { path, message } of tables ? findUnreachableThresholds(definition, tables) : []) {
      addIssue({ code: "custom", path, message });
    }
  });

const message =
  "expected a canonical activity type, for patterns, which could emit others, are not evaluated by this version";

function validateActivityTypes({ mql, tiers }: Definition): SchemaIssue[] {
  const lists: [PropertyKey[], readonly string[]][] = [
    [["mql", "hand_raiser", "activity_types"], mql.hand_raiser.activity_types],
    [["tiers", "hot", "activity_types"], tiers.hot?.activity_types ?? []],
  ];
  const known: readonly string[] = activityTypes;
  return lists.flatMap(([list, types]) =>
    types.flatMap((input, at): SchemaIssue[] => {
      const path = [...list, at];
      if (!known.includes(input)) return [{ code: "invalid_value", values: [...known], input, path, message }];
      if (types.indexOf(input) === at) return [];
      return [{ code: "custom", input, path, message: `"${input}" stands in this list already; remove it here` }];
    }),
  );
}
