/** What a row of fit.csv or engagement.csv hits, read aloud from scoring.md: it shares nothing with the SQL. */
import { type EngagementRule, type FitRule, listAttributes } from "../../../src/config/scoring_rules.js";

const normalizeText = (text: string) => text.normalize("NFC").trim().toLowerCase();
/** The elements of a list, blank ones apart. */
const splitList = (list: string) =>
  list
    .split(";")
    .map(normalizeText)
    .filter((element) => element !== "");

const fitMatchers: Record<FitRule["match"], (element: string, wanted: string) => boolean> = {
  equals: (element, wanted) => element === normalizeText(wanted),
  in: (element, wanted) => splitList(wanted).includes(element),
  contains: (element, wanted) => element.includes(normalizeText(wanted)),
  regex: (element, wanted) => new RegExp(wanted, "i").test(element),
  range: isInRange,
  is_true: (element) => ["true", "1", "yes"].includes(element),
  is_null: () => false,
};

/** Whether a fit rule hits a value of its attribute; null: nothing known, or seen to be blank. */
export function matchesFitRule({ attribute, match, value: wanted }: FitRule, value: string | null): boolean {
  if (value === null) return match === "is_null";
  const elements = listAttributes.includes(attribute) ? splitList(value) : [normalizeText(value)];
  return elements.some((element) => fitMatchers[match](element, wanted ?? ""));
}

function isInRange(element: string, range: string): boolean {
  const [low, high] = range.split("..").map((bound) => bound.trim());
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(element)) return false;
  return (low === "" || Number(element) >= Number(low)) && (high === "" || Number(element) <= Number(high));
}

/** What an activity takes: the rule that fits best. */
export function findEngagementRule(
  rules: readonly EngagementRule[],
  { type, asset }: { readonly type: string; readonly asset: string | null },
): EngagementRule | undefined {
  const fitting = rules.filter(
    (rule) => rule.activity_type === type && (rule.asset === null || matchesGlob(asset, rule.asset)),
  );
  const lengthOf = (rule: EngagementRule) => rule.asset?.length ?? -1;
  // The sort is stable: of equal ones the earlier row.
  return fitting.sort((one, other) => lengthOf(other) - lengthOf(one))[0];
}

/** A glob of `*` and `?`, without case; without an asset none fits. */
export function matchesGlob(asset: string | null, glob: string): boolean {
  if (asset === null) return false;
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "is").test(asset);
}
