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

/** The rule tables of one version, as far as they could be read. */
export interface RuleTables {
  readonly fit: readonly FitRule[];
  readonly engagement: readonly EngagementRule[];
  /** Which of the files the folder has. */
  readonly has: { readonly fit: boolean; readonly engagement: boolean };
  /** Everything wrong with them, `file:LINE: ...`. */
  readonly mistakes: readonly string[];
}

/** What rules may name. */
export interface RuleVocabulary {
  /** Of people: the shipped attributes and the custom ones. */
  readonly attributes: readonly string[];
  /** Of definition.yaml; undefined where it cannot be read. */
  readonly caps: readonly string[] | undefined;
}

const patternLayout: SheetLayout = {
  columns: [
    ...["rule_id", "label", "activity_type", "asset", "min_count", "min_types", "must_include", "within_days"],
    ...["after_idle_days", "points", "buying_stage", "cap_group", "emits"],
  ],
  optional: ["asset", "min_types", "must_include", "after_idle_days", "buying_stage", "cap_group"],
};

/** Reads the tables of a version's folder that are among its `files`; without a file there are no rules of its kind. */
export async function readRuleTables(
  desk: SheetContext,
  folder: string,
  files: readonly string[],
  { attributes, caps }: RuleVocabulary,
): Promise<RuleTables> {
  const sheet = (name: string, layout: SheetLayout): Promise<RuleSheet> | RuleSheet => {
    const path = join(folder, name);
    return files.includes(name) ? readRuleSheet(desk, path, layout) : { name: path, entries: [], mistakes: [] };
  };
  // One after the other: they share the scratch folder.
  const fitSheet = await sheet("fit.csv", fitLayout);
  const engagementSheet = await sheet("engagement.csv", engagementLayout);
  const patternSheet = await sheet("patterns.csv", patternLayout);
  const fit = parseRules(fitSheet, fitRowSchema(attributes));
  const engagement = parseRules(engagementSheet, engagementRowSchema(caps));
  const again = findRepeatedIds([fitSheet, engagementSheet, patternSheet]);
  const mistakes = [
    ...formatMistakes(fitSheet, [...fit.mistakes, ...(await findBrokenPatterns(desk, fitSheet))], again),
    ...formatMistakes(engagementSheet, engagement.mistakes, again),
    ...formatMistakes(patternSheet, refusePatternRules(patternSheet), again),
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

/** Lines for people, in order of the file. */
function formatMistakes(
  { name, mistakes, entries }: RuleSheet,
  more: readonly SheetMistake[],
  again: ReadonlyMap<SheetRow, SheetMistake>,
) {
  const repetitions = entries.flatMap((entry) => again.get(entry) ?? []);
  return [...mistakes, ...more, ...repetitions]
    .sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
    .map(({ line, message }) => `${name}${line === undefined ? "" : `:${line}`}: ${message}`);
}

/** The entries whose rule_id an earlier one has: a score says by it where its points come from. */
function findRepeatedIds(sheets: readonly RuleSheet[]): Map<SheetRow, SheetMistake> {
  const places = new Map<string, string>();
  const mistakes = new Map<SheetRow, SheetMistake>();
  for (const { name, entries } of sheets) {
    for (const entry of entries) {
      const id = entry.cells.rule_id ?? null;
      if (id === null) continue;
      const first = places.get(id);
      const expected = `expected an id of its own: ${first} has this one; rename one of the two`;
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
    if (fault) mistakes.push(cellMistake(entry, "value", `expected an RE2 pattern (${fault}); mend it`));
  }
  return mistakes;
}

/** Without their patterns scores would be wrong, and nobody would see it. */
const refusePatternRules = ({ entries: [first] }: RuleSheet): SheetMistake[] => {
  const message =
    "patterns are not evaluated by this version; remove its rows, or the file, and the types it emits from definition.yaml";
  return first ? [{ line: first.line, message }] : [];
};
