/** Matches headers of a file with columns of a contract: by name in any case, otherwise by the snake_case name that Fivetran uses. */
import { comparisonKey } from "../base/comparison_key.js";

/** A year of nightly files repeats the same few hundred headers. */
function memoize(of: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name) ?? of(name);
    known.set(name, found);
    return found;
  };
}

const invisibleCharacters = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

const visibleText = (name: string) => name.replace(invisibleCharacters, "").trim();

/** A header as a key of comparison: `comparisonKey`, also without zero-width characters; a no-break space is a space. */
export const headerKey = memoize((name) => comparisonKey(visibleText(name).replaceAll("\u00a0", " ")));

/** snake_case of an API name, with digits separated: `mkto71_Score__c` becomes `mkto_71_score_c`, `Territory2Id` becomes `territory_2_id`. */
export const toSnakeCase = memoize((name) =>
  visibleText(name)
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/([A-Za-z])(\d)/g, "$1_$2")
    .replace(/(\d)([A-Za-z])/g, "$1_$2")
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .toLowerCase(),
);

/** The name of a field that a connector writes under `properties`: `email` of `properties__email__value` and `properties.email`; undefined for other headers. */
export const fieldOfProperties = (header: string): string | undefined =>
  /^properties(?:_{1,2}|\.)(.+?)(?:(?:__|\.)value)?$/i.exec(visibleText(header))?.[1];

/** The snake_case name of such a field, or of the header itself. */
const nestedName = memoize((name) => toSnakeCase(fieldOfProperties(name) ?? name));

/**
 * The positions of `wanted` among the headers: by `headerKey`, otherwise by snake_case, otherwise as a field under `properties`.
 * Several if it is ambiguous, none if it is missing.
 */
export function findHeaderPositions(wanted: string, headers: readonly string[]): number[] {
  const where = (same: (header: string) => boolean) => headers.flatMap((header, at) => (same(header) ? [at] : []));
  const exact = where((header) => headerKey(header) === headerKey(wanted));
  if (exact.length > 0) return exact;
  const alike = where((header) => toSnakeCase(header) === toSnakeCase(wanted));
  return alike.length > 0 ? alike : where((header) => nestedName(header) === nestedName(wanted));
}

/** The headers as unique names: a header that repeats gets its position, e.g. `Region (column 5)`. */
export function uniqueHeaders(headers: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const header of headers) counts.set(headerKey(header), (counts.get(headerKey(header)) ?? 0) + 1);
  return headers.map((header, at) => (counts.get(headerKey(header))! > 1 ? `${header} (column ${at + 1})` : header));
}

/** The header without the position that `uniqueHeaders` added. */
export const withoutColumnNumber = (name: string): string => name.replace(/ \(column \d+\)$/, "");

/** True if a header may be a person's address or number, as in the first record of a file without a header line. */
export const looksPersonal = (header: string): boolean => /@|\d{6}/.test(header);

/** Why the headers are unusable: an empty one, or a repeated one among those that are wanted; undefined if they are fine. Quotes a header only if `mayName`. */
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
