/** The schemas of the rows of fit.csv and engagement.csv. A blank cell is null. */
import { z } from "zod";
import { activityTypes } from "./activity_types.js";
import type { SheetLayout, SheetMistake, SheetRow } from "./rule_sheet.js";
import { buyingStages, type EngagementRule, type FitRule, fitMatches } from "./scoring_rules.js";
import { suggestSpelling } from "./spelling_suggestion.js";
import { joinWords, zodMessage } from "./zod_messages.js";

export const fitLayout: SheetLayout = {
  columns: ["rule_id", "label", "attribute", "match", "value", "points", "group", "disqualifies"],
  optional: ["group", "disqualifies"],
};

export const engagementLayout: SheetLayout = {
  columns: ["rule_id", "label", "activity_type", "asset", "points", "buying_stage", "cap_group"],
  optional: ["asset", "buying_stage", "cap_group"],
};

const requiredText = z.string();
const optionalText = z.string().nullable();

const decimal = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)`;
const numberExpected = "expected a number such as 15, -10 or 0.5, without a comma, a unit or an exponent";
const points = z
  .string(numberExpected)
  .regex(new RegExp(`^${decimal}$`), numberExpected)
  .transform(Number)
  .refine(Number.isFinite, numberExpected);

const ruleId = requiredText.refine(
  (id) => !/^(idle|floor|cap:.*)$/.test(id),
  "expected another id: idle, floor and cap:... are reserved for the breakdown of a score; rename the rule",
);

const trueWords = ["true", "yes", "1"] as const;
/** Spreadsheets write TRUE. */
const flagSchema = z
  .preprocess(
    (cell) => (typeof cell === "string" ? cell.toLowerCase() : "false"),
    z.enum([...trueWords, "false", "no", "0"] as const, "expected true, false or nothing"),
  )
  .transform((word) => trueWords.some((one) => one === word));

/** A row of fit.csv that reads one of these attributes. DuckDB checks its regular expressions later. */
export const fitRowSchema = (attributes: readonly string[]): z.ZodType<FitRule> =>
  z
    .object({
      rule_id: ruleId,
      label: requiredText,
      attribute: z.enum(attributes),
      match: z.enum(fitMatches),
      value: optionalText,
      points,
      group: optionalText,
      disqualifies: flagSchema,
    })
    .superRefine(
      ({ match, value }, { addIssue }) => {
        const message = validateMatchValue(match, value);
        if (message !== undefined) addIssue({ code: "custom", path: ["value"], message });
      },
      // Also runs when another check failed, so that all mistakes are reported at once.
      { when: ({ value }) => z.object({ match: z.enum(fitMatches) }).safeParse(value).success },
    );

/** A row of engagement.csv. `caps` are those of definition.yaml; undefined if it cannot be read: then any name passes. */
export const engagementRowSchema = (caps: readonly string[] | undefined): z.ZodType<EngagementRule> =>
  z.object({
    rule_id: ruleId,
    label: requiredText,
    activity_type: z.enum(activityTypes),
    asset: optionalText,
    points,
    buying_stage: z.enum(buyingStages).nullable(),
    cap_group: caps ? capSchema(caps).nullable() : optionalText,
  });

const capSchema = (caps: readonly string[]) =>
  z.enum(caps, `expected a cap of definition.yaml, which has ${caps.length > 0 ? joinWords(caps) : "none"}`);

function validateMatchValue(match: FitRule["match"], value: string | null): string | undefined {
  if (match === "is_true" || match === "is_null") {
    return value === null ? undefined : `expected an empty cell, because ${match} takes no value`;
  }
  if (match === "range") return validateRange(value);
  if (value === null) return `expected the value that ${match} compares with`;
  const isEmptyList = match === "in" && value.split(";").every((element) => element.trim() === "");
  return isEmptyList ? "expected values separated by ;, such as saas;software" : undefined;
}

function validateRange(value: string | null): string | undefined {
  const bounds = new RegExp(String.raw`^(${decimal})?\s*\.\.\s*(${decimal})?$`).exec(value ?? "");
  const [low, high] = [bounds?.[1], bounds?.[2]];
  if (low === undefined && high === undefined) {
    return "expected a range such as 50..500, 50.. or ..500, both bounds included";
  }
  return Number(low ?? "-Infinity") > Number(high ?? "Infinity") ? "expected the lower bound first" : undefined;
}

/** The rule of a row, or all of its mistakes. */
export function parseRule<T>(schema: z.ZodType<T>, entry: SheetRow): { rule?: T; mistakes: SheetMistake[] } {
  const read = schema.safeParse(entry.cells, { error: zodMessage });
  if (read.success) return { rule: read.data, mistakes: [] };
  return {
    mistakes: read.error.issues.map((issue) => {
      const column = String(issue.path[0]);
      const known = issue.code === "invalid_value" ? issue.values.map(String) : [];
      return cellMistake(entry, column, `${issue.message}${suggestSpelling(entry.cells[column] ?? "", known)}`);
    }),
  };
}

/** A mistake in a cell: what was found and what is expected. */
export function cellMistake({ line, cells }: SheetRow, column: string, expected: string): SheetMistake {
  const cell = cells[column] ?? null;
  const text = cell !== null && cell.length > 60 ? `${cell.slice(0, 60)}...` : cell;
  // Quoted so that line ends and blanks show; the backslashes of a pattern stay as they were written.
  const found = text === null ? "nothing" : JSON.stringify(text).replaceAll("\\\\", "\\");
  return { line, message: `column ${column}: found ${found}, ${expected}${cell === null ? "; fill it in" : ""}` };
}
