import { join } from "node:path";
import type { z } from "zod";
import { regexFault } from "../text/regex_fault.js";
import {
  cellMistake,
  engagementLayout,
  engagementRowSchema,
  fitLayout,
  fitRowSchema,
  parseRule,
} from "./rule_row_schemas.js";
import {
  type RuleSheet,
  readRuleSheet,
  type SheetContext,
  type SheetLayout,
  type SheetMistake,
  type SheetRow,
} from "./rule_sheet.js";
import type { EngagementRule, FitRule } from "./scoring_rules.js";

/** The rule tables of one version, as far as they can be read. */
export interface RuleTables {
  readonly fit: readonly FitRule[];
  readonly engagement: readonly EngagementRule[];
  /** Whether the folder has the files. */
  readonly has: { readonly fit: boolean; readonly engagement: boolean };
  /** Every mistake in them, as `file:LINE: ...`. */
  readonly mistakes: readonly string[];
}

/** The names that rules may use. */
interface RuleVocabulary {
  /** The built-in attributes of people and the custom ones. */
  readonly attributes: readonly string[];
  /** The caps of definition.yaml; undefined if it cannot be read. */
  readonly caps: readonly string[] | undefined;
}

const patternLayout: SheetLayout = {
  columns: [
    "rule_id",
    "label",
    "activity_type",
    "asset",
    "min_count",
    "min_types",
    "must_include",
    "within_days",
    "after_idle_days",
    "points",
    "buying_stage",
    "cap_group",
    "emits",
  ],
  optional: ["asset", "min_types", "must_include", "after_idle_days", "buying_stage", "cap_group"],
};

/** Reads the tables of a version's folder, as far as they are among its `files`; a missing file means no rules of its kind. */
export async function readRuleTables(
  context: SheetContext,
  folder: string,
  files: readonly string[],
  { attributes, caps }: RuleVocabulary,
): Promise<RuleTables> {
  const sheet = (name: string, layout: SheetLayout): Promise<RuleSheet> | RuleSheet => {
    const path = join(folder, name);
    return files.includes(name) ? readRuleSheet(context, path, layout) : { name: path, entries: [], mistakes: [] };
  };
  // One after the other, because they share the scratch folder.
  const fitSheet = await sheet("fit.csv", fitLayout);
  const engagementSheet = await sheet("engagement.csv", engagementLayout);
  const patternSheet = await sheet("patterns.csv", patternLayout);
  const fit = parseRules(fitSheet, fitRowSchema(attributes));
  const engagement = parseRules(engagementSheet, engagementRowSchema(caps));
  const repeated = findRepeatedIds([fitSheet, engagementSheet, patternSheet]);
  const mistakes = [
    ...formatMistakes(fitSheet, [...fit.mistakes, ...(await findBrokenPatterns(context, fitSheet))], repeated),
    ...formatMistakes(engagementSheet, engagement.mistakes, repeated),
    ...formatMistakes(patternSheet, refusePatternRules(patternSheet), repeated),
  ];
  const has = { fit: files.includes("fit.csv"), engagement: files.includes("engagement.csv") };
  return { fit: fit.rules, engagement: engagement.rules, has, mistakes };
}

function parseRules<T>({ entries }: RuleSheet, schema: z.ZodType<T>): { rules: T[]; mistakes: SheetMistake[] } {
  const read = entries.map((entry) => parseRule(schema, entry));
  return {
    rules: read.flatMap(({ rule }) => (rule === undefined ? [] : [rule])),
    mistakes: read.flatMap(({ mistakes }) => mistakes),
  };
}

/** Messages in the order of the file's lines. */
function formatMistakes(
  { name, mistakes, entries }: RuleSheet,
  more: readonly SheetMistake[],
  repeated: ReadonlyMap<SheetRow, SheetMistake>,
) {
  const repetitions = entries.flatMap((entry) => repeated.get(entry) ?? []);
  return [...mistakes, ...more, ...repetitions]
    .sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
    .map(({ line, message }) => `${name}${line === undefined ? "" : `:${line}`}: ${message}`);
}

/** The entries whose rule_id is already taken. It must be unique, because the breakdown of a score names the rules by it. */
function findRepeatedIds(sheets: readonly RuleSheet[]): Map<SheetRow, SheetMistake> {
  const places = new Map<string, string>();
  const mistakes = new Map<SheetRow, SheetMistake>();
  for (const { name, entries } of sheets) {
    for (const entry of entries) {
      const id = entry.cells.rule_id ?? null;
      if (id === null) continue;
      const first = places.get(id);
      const expected = `expected a unique id, but ${first} has the same; rename one of the two`;
      if (first === undefined) places.set(id, `${name}:${entry.line}`);
      else mistakes.set(entry, cellMistake(entry, "rule_id", expected));
    }
  }
  return mistakes;
}

async function findBrokenPatterns({ memory }: SheetContext, { entries }: RuleSheet): Promise<SheetMistake[]> {
  const mistakes: SheetMistake[] = [];
  for (const entry of entries) {
    const { match, value } = entry.cells;
    const fault = match === "regex" && value ? await regexFault(memory, value) : undefined;
    if (fault) mistakes.push(cellMistake(entry, "value", `expected an RE2 pattern (${fault}); correct it`));
  }
  return mistakes;
}

/** Ignoring patterns would make scores wrong without any sign of it. */
const refusePatternRules = ({ entries: [first] }: RuleSheet): SheetMistake[] => {
  const message =
    "this version does not evaluate patterns; remove the rows or the file, and remove the types that they emit from definition.yaml";
  return first ? [{ line: first.line, message }] : [];
};
