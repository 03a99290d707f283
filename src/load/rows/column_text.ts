import { acceptedHeaders } from "../../table/accepted_headers.js";
import type { Column } from "../../table/columns.js";
import { quotedString } from "../../table/dialect.js";
import { headerKey } from "../../text/header.js";
import type { LoadContract } from "../load_contract.js";

/** SQL of the text that fills a column. */
export interface ColumnText {
  readonly text: string;
  readonly format?: string;
  readonly unknownWord?: string;
  /** False if no text of the file has invisible characters. */
  readonly mayHaveInvisible?: boolean;
}

/** SQL of the text at a position of the file; null for a word that stands for nothing. */
function textAtPosition(nullWords: readonly string[], place: number): string {
  if (nullWords.length === 0) return `c${place}`;
  const [cell, words] = [`c${place}`, nullWords.map(quotedString).join(", ")];
  // As in `trimSpacesToNull`: the check for a space is far cheaper than a trim.
  const isPadded = `(starts_with(${cell}, ' ') or ends_with(${cell}, ' '))`;
  return `case when ${cell} in (${words}) then null when ${isPadded} and trim(${cell}) in (${words}) then null else ${cell} end`;
}

/** SQL of the text at a position, except for some words that have a meaning there. */
export type TextAt = (place: number, meaningful?: readonly string[]) => string;

export const createTextAt =
  (nullWords: readonly string[]): TextAt =>
  (place, meaningful = []) => {
    const known = new Set(meaningful.map((word) => word.trim().toLowerCase()));
    return textAtPosition(
      nullWords.filter((word) => !known.has(word.toLowerCase())),
      place,
    );
  };

/** How the file writes the values under a header, as `formats` of the feed or the source says. */
export const formatOf = ({ source, feed }: Pick<LoadContract, "source" | "feed">, header: string): string | undefined =>
  lookUpHeader(feed?.formats ?? {}, header) ?? lookUpHeader(source.formats, header);

/** The text that fills a column: from its header or the file's name, or in a mapped feed a constant; undefined if there is none. */
export function findColumnText(
  contract: LoadContract,
  name: string,
  column: Column<unknown>,
  at: (header: string) => number | undefined,
  textAt: TextAt,
  file?: string,
): ColumnText | undefined {
  const { feed } = contract;
  const formatted = (text: Omit<ColumnText, "format">, header: string): ColumnText => {
    const format = formatOf(contract, header);
    return { ...text, ...(format === undefined ? {} : { format }) };
  };
  if (!feed) {
    for (const header of acceptedHeaders(name, column)) {
      const place = at(header);
      if (place !== undefined) return formatted({ text: textAt(place) }, header);
    }
    return file === undefined ? undefined : textFromFileName(column, file);
  }
  const constant = name === "link" ? (feed.link ?? feed.constants[name]) : feed.constants[name];
  const header = feed.columns[name];
  const place = header === undefined ? undefined : at(header);
  if (header === undefined || place === undefined) {
    return constant === undefined ? undefined : { text: quotedString(constant) };
  }
  const words = lookUpHeader(feed.values, header);
  return formatted(translateWords(textAt(place, Object.keys(words ?? {})), words), header);
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
function translateWords(text: string, words: Readonly<Record<string, string>> | undefined): Omit<ColumnText, "format"> {
  if (!words || Object.keys(words).length === 0) return { text };
  const key = `lower(trim(${text}))`;
  const cases = Object.entries(words).map(
    ([raw, canonical]) => `when ${key} = lower(trim(${quotedString(raw)})) then ${quotedString(canonical)}`,
  );
  const known = `case ${cases.join(" ")} end`;
  return { text: known, unknownWord: `(${key} <> '' and (${known}) is null)` };
}
