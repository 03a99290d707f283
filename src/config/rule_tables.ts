import { join } from "node:path";
import type { z } from "zod";
import { patternFault } from "../text/pattern.js";
import { cellMistake, engagementLayout, engagementRow, fitLayout, fitRow, ruleOf } from "./rule_rows.js";
import type { EngagementRule, FitRule } from "./rules.js";
import { type Desk, type Entry, type Layout, type Mistake, readSheet, type Sheet } from "./sheet.js";

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
export interface Known {
  /** Of people: the shipped attributes and the custom ones. */
  readonly attributes: readonly string[];
  /** Of definition.yaml; undefined where it cannot be read. */
  readonly caps: readonly string[] | undefined;
}

const patternLayout: Layout = {
  columns: [
    ...["rule_id", "label", "activity_type", "asset", "min_count", "min_types", "must_include", "within_days"],
    ...["after_idle_days", "points", "buying_stage", "cap_group", "emits"],
  ],
  optional: ["asset", "min_types", "must_include", "after_idle_days", "buying_stage", "cap_group"],
};

/** Reads the tables of a version's folder that are among its `files`; without a file there are no rules of its kind. */
export async function readRules(
  desk: Desk,
  folder: string,
  files: readonly string[],
  { attributes, caps }: Known,
): Promise<RuleTables> {
  const sheet = (name: string, layout: Layout): Promise<Sheet> | Sheet => {
    const path = join(folder, name);
    return files.includes(name) ? readSheet(desk, path, layout) : { name: path, entries: [], mistakes: [] };
  };
  // One after the other: they share the scratch folder.
  const fitSheet = await sheet("fit.csv", fitLayout);
  const engagementSheet = await sheet("engagement.csv", engagementLayout);
  const patternSheet = await sheet("patterns.csv", patternLayout);
  const fit = rulesOf(fitSheet, fitRow(attributes));
  const engagement = rulesOf(engagementSheet, engagementRow(caps));
  const again = repeated([fitSheet, engagementSheet, patternSheet]);
  const mistakes = [
    ...told(fitSheet, [...fit.mistakes, ...(await brokenPatterns(desk, fitSheet))], again),
    ...told(engagementSheet, engagement.mistakes, again),
    ...told(patternSheet, notEvaluated(patternSheet), again),
  ];
  const has = { fit: files.includes("fit.csv"), engagement: files.includes("engagement.csv") };
  return { fit: fit.rules, engagement: engagement.rules, has, mistakes };
}

function rulesOf<T>({ entries }: Sheet, schema: z.ZodType<T>): { rules: T[]; mistakes: Mistake[] } {
  const read = entries.map((entry) => ruleOf(schema, entry));
  return {
    rules: read.flatMap(({ rule }) => (rule === undefined ? [] : [rule])),
    mistakes: read.flatMap(({ mistakes }) => mistakes),
  };
}

/** Lines for people, in order of the file. */
function told({ name, mistakes, entries }: Sheet, more: readonly Mistake[], again: ReadonlyMap<Entry, Mistake>) {
  const repetitions = entries.flatMap((entry) => again.get(entry) ?? []);
  return [...mistakes, ...more, ...repetitions]
    .sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
    .map(({ line, message }) => `${name}${line === undefined ? "" : `:${line}`}: ${message}`);
}

/** The entries whose rule_id an earlier one has: a score says by it where its points come from. */
function repeated(sheets: readonly Sheet[]): Map<Entry, Mistake> {
  const places = new Map<string, string>();
  const mistakes = new Map<Entry, Mistake>();
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

async function brokenPatterns({ memory }: Desk, { entries }: Sheet): Promise<Mistake[]> {
  const mistakes: Mistake[] = [];
  for (const entry of entries) {
    const { match, value } = entry.cells;
    const fault = match === "regex" && value ? await patternFault(memory, value) : undefined;
    if (fault) mistakes.push(cellMistake(entry, "value", `expected an RE2 pattern (${fault}); mend it`));
  }
  return mistakes;
}

/** Without their patterns scores would be wrong, and nobody would see it. */
const notEvaluated = ({ entries: [first] }: Sheet): Mistake[] => {
  const message =
    "patterns are not evaluated by this version; remove its rows, or the file, and the types it emits from definition.yaml";
  return first ? [{ line: first.line, message }] : [];
};
