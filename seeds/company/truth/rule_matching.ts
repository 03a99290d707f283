/** Which values a row of fit.csv or engagement.csv matches. It shares no code with the product's SQL. */
import { type EngagementRule, type FitRule, listAttributes } from "../../../src/config/scoring_rules.js";

const normalizeText = (text: string) => text.normalize("NFC").trim().toLowerCase();
/** The elements of a list such as `Java; Python`, without blank ones. */
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

/** Whether a fit rule matches a value of its attribute. The value is null if it is unknown or blank. */
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

/** The engagement rule of an activity: the one with the longest matching asset pattern. */
export function findEngagementRule(
  rules: readonly EngagementRule[],
  { type, asset }: { readonly type: string; readonly asset: string | null },
): EngagementRule | undefined {
  const fitting = rules.filter(
    (rule) => rule.activity_type === type && (rule.asset === null || matchesGlob(asset, rule.asset)),
  );
  const lengthOf = (rule: EngagementRule) => rule.asset?.length ?? -1;
  // The sort is stable: of equally long patterns the earlier row wins.
  return fitting.sort((one, other) => lengthOf(other) - lengthOf(one))[0];
}

/** Composed and in lower case letter by letter; `ς` counts as `σ`. */
const foldGlobLetters = (text: string) =>
  Array.from(text.normalize("NFC"), (letter) => Array.from(letter.toLowerCase())[0])
    .join("")
    .replaceAll("ς", "σ");

/** Whether an asset matches a pattern with `*` and `?`, ignoring case. Null matches no pattern. */
export function matchesGlob(asset: string | null, glob: string): boolean {
  if (asset === null) return false;
  const escaped = foldGlobLetters(glob).replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "su").test(foldGlobLetters(asset));
}
