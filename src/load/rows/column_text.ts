import type { Column } from "../../table/columns.js";
import { quotedString } from "../../table/dialect.js";
import { headerKey } from "../../text/header.js";
import type { LoadContract } from "../load_contract.js";

/** SQL of the text that fills a column. */
export interface ColumnText {
  readonly text: string;
  readonly format?: string;
  readonly unknownWord?: string;
}

/** SQL of the text at a position of the file; null for the product's null word. */
export function textAtPosition({ table: { origin } }: LoadContract, place: number): string {
  const word = origin.kind === "export" ? origin.nullWord : undefined;
  return word === undefined ? `c${place}` : `nullif(c${place}, ${quotedString(word)})`;
}

/** The headers that may fill a column of an export, best first. */
export const acceptedHeaders = (name: string, { binding }: Column<unknown>): readonly string[] => [
  binding?.header ?? name,
  ...(binding?.orHeaders ?? []),
];

/** The text that fills a column: from its header or the file's name, or in a mapped feed a constant; undefined if there is none. */
export function findColumnText(
  contract: LoadContract,
  name: string,
  column: Column<unknown>,
  at: (header: string) => number | undefined,
  file?: string,
): ColumnText | undefined {
  const { feed } = contract;
  if (!feed) {
    for (const header of acceptedHeaders(name, column)) {
      const place = at(header);
      if (place !== undefined) return { text: textAtPosition(contract, place) };
    }
    return file === undefined ? undefined : textFromFileName(column, file);
  }
  const constant = name === "link" ? (feed.link ?? feed.constants[name]) : feed.constants[name];
  const header = feed.columns[name];
  const place = header === undefined ? undefined : at(header);
  if (header === undefined || place === undefined) {
    return constant === undefined ? undefined : { text: quotedString(constant) };
  }
  const format = lookUpHeader(feed.formats, header);
  return {
    ...translateWords(`c${place}`, lookUpHeader(feed.values, header)),
    ...(format === undefined ? {} : { format }),
  };
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
function translateWords(text: string, words: Readonly<Record<string, string>> | undefined): ColumnText {
  if (!words || Object.keys(words).length === 0) return { text };
  const key = `lower(trim(${text}))`;
  const cases = Object.entries(words).map(
    ([raw, canonical]) => `when ${key} = lower(trim(${quotedString(raw)})) then ${quotedString(canonical)}`,
  );
  const known = `case ${cases.join(" ")} end`;
  return { text: known, unknownWord: `(${key} <> '' and (${known}) is null)` };
}
