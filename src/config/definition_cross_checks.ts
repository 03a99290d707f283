/** Checks of definition.yaml against the rule tables in the same folder. */
import { parseDocument } from "yaml";
import { z } from "zod";
import { activityTypes } from "./activity_types.js";
import { type Definition, definitionSchema } from "./definition_schema.js";
import type { RuleTables } from "./read_rule_tables.js";
import { findUnreachableThresholds } from "./unreachable_thresholds.js";
import type { SchemaIssue } from "./zod_messages.js";

const capsSchema = z.object({ caps: z.record(z.string(), z.unknown()).default({}) });

/** Names of the caps in a definition.yaml, even if other parts of it are invalid; undefined if it cannot be parsed. */
export function readCapNames(text: string): string[] | undefined {
  const doc = parseDocument(text, { prettyErrors: false });
  if (doc.errors.length > 0) return undefined;
  try {
    const { data } = capsSchema.safeParse(doc.toJS());
    return data && Object.keys(data.caps);
  } catch {
    return undefined; // E.g. an alias without an anchor.
  }
}

/** The schema of definition.yaml for a folder with these tables; without tables, thresholds are not compared with the rules. */
export const definitionSchemaWith = (tables: RuleTables | undefined) =>
  definitionSchema.superRefine((definition, { addIssue }) => {
    for (const issue of validateActivityTypes(definition)) addIssue(issue);
    for (const { path, message } of tables ? findUnreachableThresholds(definition, tables) : []) {
      addIssue({ code: "custom", path, message });
    }
  });

const message =
  "expected a canonical activity type (this version does not evaluate patterns, which could emit other types)";

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
      return [{ code: "custom", input, path, message: `"${input}" is already in this list; remove one of the two` }];
    }),
  );
}
