import type { Column } from "../../table/columns.js";
import { quotedString } from "../../table/dialect.js";
import { folded } from "../../text/header.js";
import type { Contract } from "../contract.js";

/** Where a column's text comes from. */
export interface Met {
  readonly text: string;
  readonly format?: string;
  readonly unknownWord?: string;
}

/** SQL of the text in a place of the file; null where the product writes its word for null. */
export function textAt({ table: { origin } }: Contract, place: number): string {
  const word = origin.kind === "export" ? origin.nullWord : undefined;
  return word === undefined ? `c${place}` : `nullif(c${place}, ${quotedString(word)})`;
}

/** What a file may call a column of an export, the most wanted first. */
export const headersOf = (name: string, { binding }: Column<unknown>): readonly string[] => [
  binding?.header ?? name,
  ...(binding?.orHeaders ?? []),
];

/** The text that fills a column: of its header, or, in a mapped feed, a constant; undefined where the file has none. */
export function mappedText(
  contract: Contract,
  name: string,
  column: Column<unknown>,
  at: (header: string) => number | undefined,
  file?: string,
): Met | undefined {
  const { feed } = contract;
  if (!feed) {
    for (const header of headersOf(name, column)) {
      const place = at(header);
      if (place !== undefined) return { text: textAt(contract, place) };
    }
    return file === undefined ? undefined : textOfFile(column, file);
  }
  const constant = name === "link" ? (feed.link ?? feed.constants[name]) : feed.constants[name];
  const header = feed.columns[name];
  const place = header === undefined ? undefined : at(header);
  if (header === undefined || place === undefined) {
    return constant === undefined ? undefined : { text: quotedString(constant) };
  }
  const format = ofHeader(feed.formats, header);
  return { ...translated(`c${place}`, ofHeader(feed.values, header)), ...(format === undefined ? {} : { format }) };
}

/** What the name of the file says. */
function textOfFile({ binding }: Column<unknown>, file: string): Met | undefined {
  const [name = ""] = (file.split("/").at(-1) ?? "").toLowerCase().split(".");
  const found = Object.entries(binding?.ofFile ?? {}).find(
    ([called]) =>
      name === called || (name.startsWith(called) && /^[^\p{L}\p{N}]*\p{N}/u.test(name.slice(called.length))),
  );
  return found && { text: quotedString(found[1]) };
}

/** Whether the configuration names a header for the column; undefined where that says nothing about need. */
export const wantedOf = ({ feed }: Contract, name: string, column: Column<unknown>): boolean | undefined => {
  if (column.binding?.marks) return false; // Its `orDate` column is asked for itself.
  return feed && feed.columns[name] !== undefined && feed.constants[name] === undefined ? true : undefined;
};

const ofHeader = <T>(named: Readonly<Record<string, T>>, header: string): T | undefined =>
  Object.entries(named).find(([name]) => folded(name) === folded(header))?.[1];

/** The file's words in the team's own: compared without case and outer blanks, blank stays blank. */
function translated(text: string, words: Readonly<Record<string, string>> | undefined): Met {
  if (!words || Object.keys(words).length === 0) return { text };
  const key = `lower(trim(${text}))`;
  const cases = Object.entries(words).map(
    ([raw, canonical]) => `when ${key} = lower(trim(${quotedString(raw)})) then ${quotedString(canonical)}`,
  );
  const known = `case ${cases.join(" ")} end`;
  return { text: known, unknownWord: `(${key} <> '' and (${known}) is null)` };
}
