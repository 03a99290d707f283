/** The ways to write dates and numbers that `formats` in closedloop.yaml can name, besides the patterns of strptime. */
import { quotedString } from "./duckdb.js";

/** Words for dates that are written as a number. */
export const dateFormats = ["excel", "milliseconds", "seconds"] as const;
type DateFormat = (typeof dateFormats)[number];

/** Ways to write numbers with separators, each shown by an example. */
export const numberFormats = ["1,234.56", "1.234,56"] as const;
export type NumberFormat = (typeof numberFormats)[number];

/** How a column is written; several formats of dates if its files are written in different ways. */
export type Format = string | readonly string[];

export const isDateFormat = (format: string): format is DateFormat =>
  (dateFormats as readonly string[]).includes(format);
export const isNumberFormat = (format: Format): format is NumberFormat =>
  (numberFormats as readonly Format[]).includes(format);

/** A pattern of strptime, unlike a word for dates or a way to write numbers. */
export const isPattern = (format: string): boolean => format.includes("%");

/** An offset that a clock can show: at most 18 hours, as ISO 8601 and the time zone database have it. */
export const offsetPattern = "([Zz](\\+0000)?|UTC|GMT|[+-](0\\d|1[0-7])(:?[0-5]\\d)?|[+-]18(:?00)?)";

const directives: Readonly<Record<string, string>> = {
  Y: "\\d{4}",
  y: "\\d{2}",
  j: "\\d{1,3}",
  f: "\\d{1,9}",
  g: "\\d{1,3}",
  n: "\\d{1,9}",
  p: "[AaPp][Mm]",
  a: "\\p{L}+",
  A: "\\p{L}+",
  b: "\\p{L}+",
  B: "\\p{L}+",
  z: offsetPattern,
  "%": "%",
  ...Object.fromEntries([..."mdHIMS"].map((letter) => [letter, "\\d{1,2}"])),
};

/** The RE2 pattern of the texts that fit a pattern of strptime. Alone, strptime reads `01/03/26` under `%Y` as the year 26. */
export const patternOfFormat = (format: string): string =>
  format.replace(/%-?(.)|(\s+)|(.)/gsu, (_, directive?: string, blanks?: string, sign?: string) => {
    if (directive !== undefined) return directives[directive] ?? ".+";
    return blanks === undefined ? sign!.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&") : " +";
  });

/** A currency's sign or its three letters. */
const currencyMark = "(\\p{Sc}|[A-Z]{3})";
/** What separates thousands: besides the sign of the format, a space (also one that does not break) or an apostrophe. */
const otherGroups = " '\\x{a0}\\x{202f}\\x{2019}";

const signsOf = (format: NumberFormat) => (format === "1,234.56" ? [",", "."] : [".", ","]) as [string, string];

const fullMatch = (value: string, pattern: string) => `regexp_full_match(${value}, ${quotedString(pattern)})`;

/** The RE2 pattern of a number in a format, with or without thousands, decimals, a sign and a currency mark. */
function numberPattern(format: NumberFormat): string {
  const [group, decimal] = signsOf(format);
  const grouped = [`[${group}]`, `[${otherGroups}]`].map((sign) => `\\d{1,3}(${sign}\\d{3})+`);
  const digits = `(\\d+|${grouped.join("|")})([${decimal}]\\d*)?|[${decimal}]\\d+`;
  return `([+-]?(${currencyMark} ?)?|(${currencyMark} ?)?[+-]?)(${digits})( ?${currencyMark})?`;
}

/** SQL of a number without separators and currency mark, e.g. `1234.50` for `$1,234.50`; null if the text is no number of the format. */
export function plainNumberText(value: string, format: NumberFormat): string {
  const [, decimal] = signsOf(format);
  const digits = `regexp_replace(${value}, ${quotedString(`[^0-9${decimal}-]`)}, '', 'g')`;
  return `case when ${fullMatch(value, numberPattern(format))} then replace(${digits}, ${quotedString(decimal)}, '.') end`;
}

/** SQL of the currency mark of a number; blank without one. */
export const currencyMarkOf = (value: string): string => `regexp_extract(${value}, ${quotedString(currencyMark)})`;

/** Numbers that only one format can have written: two kinds of separators, a separator that repeats, or decimals that are not three. */
export function provesFormat(value: string, format: NumberFormat): string {
  const [group, decimal] = signsOf(format);
  const [thousands, point] = [`[${group}]`, `[${decimal}]`];
  const around = (digits: string) => `[^\\d]*${digits}[^\\d]*`;
  const proofs = [
    `\\d{1,3}([${group}${otherGroups}]\\d{3})+${point}\\d*`,
    `\\d{1,3}(${thousands}\\d{3}){2,}`,
    `\\d*${point}(\\d{1,2}|\\d{4,})`,
    `(0|\\d{4,})${point}\\d+`,
  ];
  const isProof = fullMatch(value, around(`(${proofs.join("|")})`));
  // A dollar or pound sign goes with a comma between thousands.
  const anglo = format === "1,234.56" ? ` or ${fullMatch(value, `[+-]?[$£] ?[+-]?\\d{1,3}([,]\\d{3})+`)}` : "";
  return `(${isProof}${anglo})`;
}
