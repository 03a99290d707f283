/** Texts that name a person, and the patterns that find them in any text: within JSON, in a link, in any case. */
import { quotedString } from "../table/dialect.js";

export interface Needle {
  /** An id is compared letter by letter: ids of Salesforce may differ in case only. */
  readonly kind: "address" | "id" | "name";
  readonly text: string;
}

/** What is written in place of a text that named a forgotten person, in a row that stays. */
export const forgottenText = "(forgotten)";

/** Patterns, for RE2 and JavaScript, of texts that may be an address or a Salesforce id: compared by their hashes. */
export const tokenPatterns = {
  address: `[^\\s"'<>()\\[\\]{},;:=&?/\\\\|]{1,128}(?:@|%40|\\\\u0040)[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}]`,
  id: "\\b00[13Q][A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?\\b",
} as const;

const signs = /[\\^$.|?*+()[\]{}]/g;
const escaped = "\\\\[nrtbf]|%[0-9a-fA-F]{2}|\\\\u00[0-9a-fA-F]{2}";

/** A letter as it is, composed or not, or as JSON may write it. */
function letterPattern(letter: string): string {
  const own = letter.replace(signs, "\\$&");
  const code = letter.codePointAt(0)!;
  if (code < 128 || code > 0xffff) return own;
  const both = [letter.toLowerCase(), letter.toUpperCase()].filter((one) => one.length === 1);
  const json = both.map((one) => `\\\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `(?:${[...new Set([own, ...both, letter.normalize("NFD"), ...json])].join("|")})`;
}

const textPattern = (text: string) => Array.from(text.normalize("NFC"), letterPattern).join("");

/** The same text in a link: `@` as `%40`. */
const addressPattern = (address: string) => {
  const at = address.lastIndexOf("@");
  if (at < 0) return textPattern(address);
  return `${textPattern(address.slice(0, at))}(?:@|%40|\\\\u0040)${textPattern(address.slice(at + 1))}`;
};

const namePattern = (name: string) =>
  name
    .trim()
    .split(/\s+/)
    .map((word) => (word.endsWith(",") ? `${textPattern(word.slice(0, -1))},` : textPattern(word)))
    .join("(?:[ \\x{a0}_+.]|%20)+");

/** Ids of Salesforce are known by their first 15 characters; some exports write no more. */
const idPattern = (id: string) =>
  /^00[13Q][A-Za-z0-9]{12}([A-Za-z0-9]{3})?$/.test(id) ? `${id.slice(0, 15)}(?:[A-Za-z0-9]{3})?` : textPattern(id);

const fileEndings = "(?:csv|tsv|txt|jsonl?|ndjson|parquet|gz|zip|html?|xlsx?)";

const kinds = {
  address: {
    core: addressPattern,
    before: `(^|[^\\p{L}\\p{N}._+-]|${escaped})`,
    // A full stop, or the ending of a file's name; with anything else after the dot it is another host.
    after: `($|[^\\p{L}\\p{N}_.-]|[.](?:$|[^\\p{L}\\p{N}]|${fileEndings}(?:$|[^\\p{L}\\p{N}])))`,
  },
  id: { core: idPattern, before: `(^|[^A-Za-z0-9]|${escaped})`, after: "($|[^A-Za-z0-9])" },
  name: { core: namePattern, before: `(^|[^\\p{L}\\p{N}]|${escaped})`, after: "($|[^\\p{L}\\p{N}])" },
} as const;

/** Patterns of RE2, at most one for each kind, that find the needles as whole texts: never `ann@acme.com` within `joann@acme.com`. Groups 1 and 3 are what surrounds one. */
export const needlePatterns = (needles: readonly Needle[], { isWhole = true } = {}): string[] =>
  (["address", "id", "name"] as const).flatMap((kind) => {
    const own = needles.filter((needle) => needle.kind === kind).map(({ text }) => kinds[kind].core(text));
    if (own.length === 0) return [];
    const { before, after } = isWhole ? kinds[kind] : { before: "()", after: "()" };
    return [`${kind === "id" ? "" : "(?i)"}${before}(${own.join("|")})${after}`];
  });

/** The same for JavaScript. */
export const needleExpressions = (needles: readonly Needle[], options?: { isWhole: boolean }): RegExp[] =>
  needlePatterns(needles, options).map((pattern) => {
    const body = pattern.replace(/^\(\?i\)/, "").replaceAll("\\x{a0}", "\\u00a0");
    return new RegExp(body, body === pattern ? "gu" : "giu");
  });

/** A part of a needle in lower case that every text with the needle has, in whatever way it is written; blank if there is none. */
function partOf({ kind, text }: Needle): string {
  const runs = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const [longest = ""] = runs.sort((one, two) => two.length - one.length);
  return kind === "id" ? longest.slice(0, 15) : longest;
}

/** SQL that is true for a text in lower case that has a part of a needle, so that it may have the needle. */
export const mayHaveNeedleSql = (lowerText: string, needle: Needle): string =>
  `contains(${lowerText}, ${quotedString(partOf(needle))})`;

/** SQL that is true for a text with one of the needles, false for a null text. Few texts have even a part of one, which is seen faster. */
export function hasNeedleSql(text: string, needles: readonly Needle[], options?: { isWhole: boolean }): string {
  if (needles.length === 0) return "false";
  const parts = [...new Set(needles.map(partOf))].map((part) => `contains(lower(${text}), ${quotedString(part)})`);
  const whole = needlePatterns(needles, options).map((pattern) => `regexp_matches(${text}, ${quotedString(pattern)})`);
  return `coalesce(case when ${parts.join(" or ")} then ${whole.join(" or ")} end, false)`;
}

/** Says of any text whether it has one of the needles. Most texts have not even a part of one, which is quickly seen. */
export function createNeedleFinder(
  needles: readonly Needle[],
  options?: { isWhole: boolean },
): (text: string) => boolean {
  const all = needles.map((needle) => ({
    part: partOf(needle),
    expressions: needleExpressions([needle], options),
  }));
  return (text) => {
    const lower = text.toLowerCase();
    return all.some(
      ({ part, expressions }) => lower.includes(part) && expressions.some((one) => text.search(one) >= 0),
    );
  };
}

/** A text without the needles. Two needles may share the sign between them, so it is done twice. */
export function withoutNeedles(text: string, expressions: readonly RegExp[]): string {
  const once = (from: string) => expressions.reduce((kept, one) => kept.replace(one, `$1${forgottenText}$3`), from);
  return once(once(text));
}
