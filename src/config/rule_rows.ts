/** What the cells of fit.csv and engagement.csv may say. A blank cell is null. */
import { z } from "zod";
import { activityTypes } from "./activity_types.js";
import { suggestion } from "./nearest.js";
import { buyingStages, type EngagementRule, type FitRule, fitMatches } from "./rules.js";
import type { Entry, Layout, Mistake } from "./sheet.js";
import { listed, worded } from "./wording.js";

export const fitLayout: Layout = {
  columns: ["rule_id", "label", "attribute", "match", "value", "points", "group", "disqualifies"],
  optional: ["group", "disqualifies"],
};

export const engagementLayout: Layout = {
  columns: ["rule_id", "label", "activity_type", "asset", "points", "buying_stage", "cap_group"],
  optional: ["asset", "buying_stage", "cap_group"],
};

const filled = z.string();
const blankable = z.string().nullable();

const decimal = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)`;
const aNumber = "expected a number such as 15, -10 or 0.5, without a comma, a unit or an exponent";
const points = z
  .string(aNumber)
  .regex(new RegExp(`^${decimal}$`), aNumber)
  .transform(Number)
  .refine(Number.isFinite, aNumber);

const ruleId = filled.refine(
  (id) => !/^(idle|floor|cap:.*)$/.test(id),
  "expected another id: the breakdown of a score calls rows of its own idle, floor and cap:...; rename the rule",
);

const yes = ["true", "yes", "1"] as const;
/** Spreadsheets write TRUE. */
const flag = z
  .preprocess(
    (cell) => (typeof cell === "string" ? cell.toLowerCase() : "false"),
    z.enum([...yes, "false", "no", "0"] as const, "expected true, false or nothing"),
  )
  .transform((word) => yes.some((one) => one === word));

/** A row of fit.csv, given the attributes that there are. That a `regex` is one, only RE2 knows. */
export const fitRow = (attributes: readonly string[]): z.ZodType<FitRule> =>
  z
    .object({
      ...{ rule_id: ruleId, label: filled, attribute: z.enum(attributes), match: z.enum(fitMatches) },
      ...{ value: blankable, points, group: blankable, disqualifies: flag },
    })
    .superRefine(
      ({ match, value }, { addIssue }) => {
        const message = wrongValue(match, value);
        if (message !== undefined) addIssue({ code: "custom", path: ["value"], message });
      },
      // Besides other mistakes too, so that all are said at once.
      { when: ({ value }) => z.object({ match: z.enum(fitMatches) }).safeParse(value).success },
    );

/** A row of engagement.csv, given the caps of definition.yaml; undefined where it cannot be read: then any may be one. */
export const engagementRow = (caps: readonly string[] | undefined): z.ZodType<EngagementRule> =>
  z.object({
    ...{ rule_id: ruleId, label: filled, activity_type: z.enum(activityTypes), asset: blankable, points },
    ...{ buying_stage: z.enum(buyingStages).nullable(), cap_group: caps ? capOf(caps).nullable() : blankable },
  });

const capOf = (caps: readonly string[]) =>
  z.enum(caps, `expected a cap of definition.yaml, which has ${caps.length > 0 ? listed(caps) : "none"}`);

function wrongValue(match: FitRule["match"], value: string | null): string | undefined {
  if (match === "is_true" || match === "is_null") {
    return value === null ? undefined : `expected nothing, for ${match} compares with nothing; empty the cell`;
  }
  if (match === "range") return wrongRange(value);
  if (value === null) return `expected what ${match} compares with`;
  const isEmptyList = match === "in" && value.split(";").every((element) => element.trim() === "");
  return isEmptyList ? "expected values separated by ;, such as saas;software" : undefined;
}

function wrongRange(value: string | null): string | undefined {
  const bounds = new RegExp(String.raw`^(${decimal})?\s*\.\.\s*(${decimal})?$`).exec(value ?? "");
  const [low, high] = [bounds?.[1], bounds?.[2]];
  if (low === undefined && high === undefined) {
    return "expected a range such as 50..500, 50.. or ..500, both bounds included";
  }
  return Number(low ?? "-Infinity") > Number(high ?? "Infinity") ? "expected the lower bound first" : undefined;
}

/** The rule that an entry is, or everything that is wrong with it. */
export function ruleOf<T>(schema: z.ZodType<T>, entry: Entry): { rule?: T; mistakes: Mistake[] } {
  const read = schema.safeParse(entry.cells, { error: worded });
  if (read.success) return { rule: read.data, mistakes: [] };
  return {
    mistakes: read.error.issues.map((issue) => {
      const column = String(issue.path[0]);
      const known = issue.code === "invalid_value" ? issue.values.map(String) : [];
      return cellMistake(entry, column, `${issue.message}${suggestion(entry.cells[column] ?? "", known)}`);
    }),
  };
}

/** What stands in a cell and what should. */
export function cellMistake({ line, cells }: Entry, column: string, expected: string): Mistake {
  const cell = cells[column] ?? null;
  const text = cell !== null && cell.length > 60 ? `${cell.slice(0, 60)}...` : cell;
  // Quoted so that line ends and blanks show, but a pattern as it was written.
  const found = text === null ? "nothing" : JSON.stringify(text).replaceAll("\\\\", "\\");
  return { line, message: `column ${column}: found ${found}, ${expected}${cell === null ? "; fill it in" : ""}` };
}
