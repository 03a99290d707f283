/** Naive rule matching and rounding. It shares no code with the product's SQL or with the truth of generated companies. */
import type { EngagementRule, FitRule } from "../../src/config/scoring_rules.js";

const sameCase = (text: string) => text.normalize("NFC").trim().toLowerCase();

/** Attributes whose values are lists with `;` between the elements. */
const lists = new Set(["tech_stack"]);

/** Whether a fit rule matches a value, which is null if it is unknown or blank. */
export function matchesFitRule(rule: FitRule, value: string | null): boolean {
  if (value === null) return rule.match === "is_null";
  const elements = lists.has(rule.attribute) ? value.split(";").map(sameCase).filter(Boolean) : [sameCase(value)];
  for (const element of elements) if (matchesElement(rule, element)) return true;
  return false;
}

function matchesElement({ match, value }: FitRule, element: string): boolean {
  const wanted = value ?? "";
  switch (match) {
    case "equals":
      return sameCase(wanted) === element;
    case "in":
      return new Set(wanted.split(";").map(sameCase)).has(element) && element !== "";
    case "contains":
      return element.indexOf(sameCase(wanted)) >= 0;
    case "regex":
      return element.search(new RegExp(wanted, "i")) >= 0;
    case "range":
      return isBetween(element, wanted);
    case "is_true":
      return element === "true" || element === "1" || element === "yes";
    case "is_null":
      return false;
  }
}

/** `50..500`, `1000..` or `..49`, both ends included. */
function isBetween(element: string, range: string): boolean {
  const number = element !== "" && /^[-+.\de]+$/.test(element) ? Number(element) : Number.NaN;
  const at = range.indexOf("..");
  const [low, high] = [range.slice(0, at).trim(), range.slice(at + 2).trim()];
  return number >= (low === "" ? -Infinity : Number(low)) && number <= (high === "" ? Infinity : Number(high));
}

/** The rule of an activity: the matching one with the longest asset, then the first. Rules without an asset come last. */
export function findEngagementRule(
  rules: readonly EngagementRule[],
  activity: { readonly type: string; readonly asset: string | null },
): EngagementRule | undefined {
  let best: EngagementRule | undefined;
  let longest = -2;
  for (const rule of rules) {
    if (rule.activity_type !== activity.type) continue;
    if (rule.asset !== null && !matchesGlob(activity.asset, rule.asset)) continue;
    const length = rule.asset === null ? -1 : rule.asset.length;
    if (length > longest) [best, longest] = [rule, length];
  }
  return best;
}

/** The letters of a text in one spelling: composed, lower case one by one, and the final sigma like any other. */
const lettersOf = (text: string) =>
  [...text.normalize("NFC")].map((letter) => (letter === "ς" ? "σ" : [...letter.toLowerCase()][0]!));

/** Whether a text matches a glob of `*` (any text) and `?` (any character), ignoring case. Null matches no glob. It works character by character, without a regular expression. */
export function matchesGlob(text: string | null, glob: string): boolean {
  if (text === null) return false;
  const [signs, pattern] = [lettersOf(text), lettersOf(glob)];
  // reachable[n]: the pattern so far matches the first n characters.
  let reachable = signs.map(() => false);
  reachable = [true, ...reachable];
  for (const sign of pattern) {
    const before = reachable;
    reachable = before.map((_, at) =>
      sign === "*"
        ? before.slice(0, at + 1).some(Boolean)
        : at > 0 && before[at - 1]! && (sign === "?" || sign === signs[at - 1]),
    );
  }
  return reachable.at(-1)!;
}

/** Rounds a score as it is stored: half away from zero, to nine digits and then to four; never -0. */
export function roundScore(score: number): number {
  const toDigits = (value: number, digits: number) => {
    const scale = 10 ** digits;
    const rounded = Math.floor(Math.abs(value) * scale + 0.5) / scale;
    return value < 0 ? -rounded : rounded;
  };
  return toDigits(toDigits(score, 9), 4) + 0;
}
