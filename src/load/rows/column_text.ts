import type { Column } from "../../table/columns.js";
import { quotedString } from "../../table/dialect.js";
import { headerKey } from "../../text/header.js";
import type { LoadContract } from "../load_contract.js";

/** Where a column's text comes from. */
export interface ColumnText {
  readonly text: string;
  readonly format?: string;
  readonly unknownWord?: string;
}

/** SQL of the text in a place of the file; null where the product writes its word for null. */
export function textAtPosition({ table: { origin } }: LoadContract, place: number): string {
  const word = origin.kind === "export" ? origin.nullWord : undefined;
  return word === undefined ? `c${place}` : `nullif(c${place}, ${quotedString(word)})`;
}

/** What a file may call a column of an export, the most wanted first. */
export const acceptedHeaders = (name: string, { binding }: Column<unknown>): readonly string[] => [
  binding?.header ?? name,
  ...(binding?.orHeaders ?? []),
];

/** The text that fills a column: of its header, or, in a mapped feed, a constant; undefined where the file has none. */
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

/** What the name of the file says. */
function textFromFileName({ binding }: Column<unknown>, file: string): ColumnText | undefined {
  const [name = ""] = (file.split("/").at(-1) ?? "").toLowerCase().split(".");
  const found = Object.entries(binding?.ofFile ?? {}).find(
    ([called]) =>
      name === called || (name.startsWith(called) && /^[^\p{L}\p{N}]*\p{N}/u.test(name.slice(called.length))),
  );
  return found && { text: quotedString(found[1]) };
}

/** Whether the configuration names a header for the column; undefined where that says nothing about need. */
export const isColumnRequired = (
  { feed }: LoadContract,
  name: string,
  column: Column<unknown>,
): boolean | undefined => {
  if (column.binding?.marks) return false; // Its `orDate` column is asked for itself.
  return feed && feed.columns[name] !== undefined && feed.constants[name] === undefined ? true : undefined;
};

const lookUpHeader = <T>(named: Readonly<Record<string, T>>, header: string): T | undefined =>
  Object.entries(named).find(([name]) => headerKey(name) === headerKey(header))?.[1];

/** The file's words in the team's own: compared without case and outer blanks, blank stays blank. */
function translateWords(text: string, words: Readonly<Record<string, string>> | undefined): ColumnText {
  if (!words || Object.keys(words).length === 0) return { text };
  const key = `lower(trim(${text}))`;
  const cases = Object.entries(words).map(
    ([raw, canonical]) => `when ${key} = lower(trim(${quotedString(raw)})) then ${quotedString(canonical)}`,
  );
  const known = `case ${cases.join(" ")} end`;
  return { text: known, unknownWord: `(${key} <> '' and (${known}) is null)` };
}
