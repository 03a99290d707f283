import { acceptedHeaders } from "../../table/accepted_headers.js";
import type { Column } from "../../table/columns.js";
import { quotedString } from "../../table/dialect.js";
import { hasInvisible, hasInvisibleEnds, withoutInvisible, withoutInvisibleEnds } from "../../table/invisible.js";
import { trimSpacesToNull } from "../../table/parsing.js";
import type { Format } from "../../table/value_formats.js";
import { headerKey } from "../../text/header.js";
import type { LoadContract } from "../load_contract.js";

/** SQL of the text that fills a column. */
export interface ColumnText {
  readonly text: string;
  /** SQL that is true if the text of the file loses characters that nobody sees; undefined if none can. */
  readonly losesInvisible?: string;
  /** False if the text has no characters that nobody sees. */
  readonly mayHaveInvisible?: boolean;
  /** False if the text has no line end. */
  readonly mayHaveLineEnds?: boolean;
  readonly format?: Format;
  readonly unknownWord?: string;
}

/** What is left out of the text of a cell before it is read as a value. */
export interface Cleaning {
  /** True if outer spaces are left out, and a blank text is null. */
  readonly trims: boolean;
  /** The characters that nobody sees: all, those at the ends, or none. */
  readonly leavesOut: "all" | "ends" | "none";
}

/** What is kept as it is in the file. */
export const uncleaned: Cleaning = { trims: false, leavesOut: "none" };

/** SQL of a text with plain blanks only; null for a word that stands for nothing. Each case looks at the text once: DuckDB computes a repeated part of a CASE again. */
function textOrNull(text: string, words: readonly string[], trims: boolean): string {
  if (words.length === 0) return trims ? trimSpacesToNull(text) : text;
  const list = [...words, ...(trims ? [""] : [])].map(quotedString).join(", ");
  const trimmed = `case when trim(${text}) in (${list}) then null else ${trims ? `trim(${text})` : text} end`;
  // As in `trimSpacesToNull`: the check for a space is far cheaper than a trim.
  return `case when starts_with(${text}, ' ') or ends_with(${text}, ' ') then ${trimmed} when ${text} in (${list}) then null else ${text} end`;
}

const stripped: Readonly<Record<Cleaning["leavesOut"], (text: string) => string>> = {
  all: (text) => withoutInvisible(withoutInvisibleEnds(text)),
  ends: withoutInvisibleEnds,
  none: (text) => text,
};

/** The text of a cell of a file that may have characters that nobody sees. Around a word for nothing they count for nothing. */
function visibleText(cell: string, words: readonly string[], { trims, leavesOut }: Cleaning): ColumnText {
  const isOdd = leavesOut === "all" ? `(${hasInvisible(cell)} or ${hasInvisibleEnds(cell)})` : hasInvisibleEnds(cell);
  const seen = textOrNull(stripped[leavesOut](cell), words, trims);
  const odd = words.length > 0 ? `case when ${isWordForNothing(cell, words, true)} then null else ${seen} end` : seen;
  return {
    text: `case when ${isOdd} then ${odd} else ${textOrNull(cell, words, trims)} end`,
    ...(leavesOut === "none" ? {} : { losesInvisible: isOdd }),
  };
}

/** SQL that is true if a cell has one of some words and nothing else but blanks and, if there may be any, characters that nobody sees. */
export const isWordForNothing = (cell: string, words: readonly string[], mayHaveInvisible: boolean): string =>
  `${mayHaveInvisible ? withoutInvisibleEnds(cell) : `trim(${cell})`} in (${words.map(quotedString).join(", ")})`;

/** The text at a position of the file, cleaned; null for a word that stands for nothing, unless the word has a meaning there. */
export type TextAt = (place: number, cleaning: Cleaning, meaningful?: readonly string[]) => ColumnText;

export const createTextAt =
  (nullWords: readonly string[], mayHaveInvisible: boolean): TextAt =>
  (place, cleaning, meaningful = []) => {
    const known = new Set(meaningful.map((word) => word.trim().toLowerCase()));
    const words = nullWords.filter((word) => !known.has(word.toLowerCase()));
    const isSeen = !mayHaveInvisible || (words.length === 0 && cleaning.leavesOut === "none");
    return isSeen
      ? { text: textOrNull(`c${place}`, words, cleaning.trims) }
      : visibleText(`c${place}`, words, cleaning);
  };

/** How the file writes the values under a header, as `formats` of the feed or the source says. */
export const formatOf = ({ source, feed }: Pick<LoadContract, "source" | "feed">, header: string): Format | undefined =>
  lookUpHeader(feed?.formats ?? {}, header) ?? lookUpHeader(source.formats, header);

/** The text that fills a column: from its header or the file's name, or in a mapped feed a constant; undefined if there is none. */
export function findColumnText(
  contract: LoadContract,
  name: string,
  column: Column<unknown>,
  at: (header: string) => number | undefined,
  { textAt, cleaning }: { textAt: TextAt; cleaning: Cleaning },
  file?: string,
): ColumnText | undefined {
  const { feed } = contract;
  const formatted = (text: ColumnText, header: string): ColumnText => {
    const format = formatOf(contract, header);
    return { ...text, ...(format === undefined ? {} : { format }) };
  };
  if (!feed) {
    for (const header of acceptedHeaders(name, column)) {
      const place = at(header);
      if (place !== undefined) return formatted(textAt(place, cleaning), header);
    }
    return file === undefined ? undefined : textFromFileName(column, file);
  }
  const constant = name === "link" ? (feed.link ?? feed.constants[name]) : feed.constants[name];
  const header = feed.columns[name];
  const place = header === undefined ? undefined : at(header);
  if (header === undefined || place === undefined) {
    return constant === undefined ? undefined : { text: textOrNull(quotedString(constant), [], cleaning.trims) };
  }
  const words = lookUpHeader(feed.values, header);
  return formatted(translateWords(textAt(place, cleaning, Object.keys(words ?? {})), words, cleaning), header);
}

/** The value that the file's name gives. */
function textFromFileName({ binding }: Column<unknown>, file: string): ColumnText | undefined {
  const [name = ""] = (file.split("/").at(-1) ?? "").toLowerCase().split(".");
  const match = Object.entries(binding?.ofFile ?? {}).find(
    ([called]) =>
      name === called || (name.startsWith(called) && /^[^\p{L}\p{N}]*\p{N}/u.test(name.slice(called.length))),
  );
  return match && { text: quotedString(match[1]) };
}

/** True or false if it is certain whether the column must be in the file; undefined if its contract decides. */
export const isColumnRequired = (
  { feed }: LoadContract,
  name: string,
  column: Column<unknown>,
): boolean | undefined => {
  if (column.binding?.marks) return false; // Its `orDate` column is checked instead.
  return feed && feed.columns[name] !== undefined && feed.constants[name] === undefined ? true : undefined;
};

const lookUpHeader = <T>(named: Readonly<Record<string, T>>, header: string): T | undefined =>
  Object.entries(named).find(([name]) => headerKey(name) === headerKey(header))?.[1];

/** Translates words of the file as the mapping says; compares without case and outer spaces. A blank stays blank. */
function translateWords(
  found: ColumnText,
  words: Readonly<Record<string, string>> | undefined,
  { trims }: Cleaning,
): ColumnText {
  if (!words || Object.keys(words).length === 0) return found;
  const key = `lower(trim(${found.text}))`;
  const cases = Object.entries(words).map(
    ([raw, canonical]) => `when ${key} = lower(trim(${quotedString(raw)})) then ${quotedString(canonical)}`,
  );
  const known = `case ${cases.join(" ")} end`;
  return { ...found, text: textOrNull(known, [], trims), unknownWord: `(${key} <> '' and (${known}) is null)` };
}
