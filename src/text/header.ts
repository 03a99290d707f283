/** How a header of a file and a column of a contract meet: by name, in any case, else by Fivetran's spelling of the API name. */
import { comparisonKey } from "../base/comparison_key.js";

/** A year of nights has the same few hundred headers over and over. */
function memoize(of: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name) ?? of(name);
    known.set(name, found);
    return found;
  };
}

const invisibleCharacters = /[\u200b-\u200d\u2060\ufeff]/g;

const visibleText = (name: string) => name.replace(invisibleCharacters, "").trim();

/** A header as a key of comparison: `comparisonKey`, also without zero-width characters; a no-break space is a space. */
export const headerKey = memoize((name) => comparisonKey(visibleText(name).replaceAll("\u00a0", " ")));

/** snake_case of an API name, digits apart: `mkto71_Score__c` is `mkto_71_score_c`, `Territory2Id` is `territory_2_id`. */
export const toSnakeCase = memoize((name) =>
  visibleText(name)
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/([A-Za-z])(\d)/g, "$1_$2")
    .replace(/(\d)([A-Za-z])/g, "$1_$2")
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .toLowerCase(),
);

/** Where `wanted` stands among the headers: the exact name wins, then the alias; several when it could be either. */
export function findHeaderPositions(wanted: string, headers: readonly string[]): number[] {
  const where = (same: (header: string) => boolean) => headers.flatMap((header, at) => (same(header) ? [at] : []));
  const exact = where((header) => headerKey(header) === headerKey(wanted));
  return exact.length > 0 ? exact : where((header) => toSnakeCase(header) === toSnakeCase(wanted));
}

/** Names of columns of their own for headers that may repeat, as labels do: each of those with its place in the file. */
export function uniqueHeaders(headers: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const header of headers) counts.set(headerKey(header), (counts.get(headerKey(header)) ?? 0) + 1);
  return headers.map((header, at) => (counts.get(headerKey(header))! > 1 ? `${header} (column ${at + 1})` : header));
}

/** The header of a file, without the place by which `toldApart` tells it from others of its name. */
export const withoutColumnNumber = (name: string): string => name.replace(/ \(column \d+\)$/, "");

/** Whether a header may be somebody's address or number, as in the first record of a file without a header line. */
export const looksPersonal = (header: string): boolean => /@|\d{6}/.test(header);

/** Whether each header that is wanted has a name of its own; if not, what is wrong, and names of headers only if `mayName`. */
export function headerFault(
  headers: readonly string[],
  mayName: boolean,
  isWanted: (header: string) => boolean = () => true,
): string | undefined {
  const seen = new Map<string, number>();
  for (const [at, header] of headers.entries()) {
    if (headerKey(header) === "") return `header ${at + 1} of ${headers.length} is empty; expected a name`;
    const first = seen.get(headerKey(header));
    const name = mayName && !looksPersonal(header) ? ` ("${header}")` : "";
    if (first !== undefined && isWanted(header)) {
      return `header ${at + 1}${name} repeats the name of header ${first + 1}; expected each name once`;
    }
    seen.set(headerKey(header), at);
  }
  return undefined;
}
