import { quotedString } from "../../table/dialect.js";

/** A name without what spellings differ in: `Merge IDs` and `merge_ids`. */
const looseKey = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Columns in which a replica speaks of itself. */
const replicaHeader = /^_fivetran_/i;

/** The headers among these that are gathered: maybe none, of a replica's table; undefined where there are no headers at all. */
export const gatherableHeaders = (headers: readonly string[]): string[] | undefined =>
  headers.length === 0 ? undefined : headers.filter((header) => !replicaHeader.test(header));

/** SQL of a JSON object of columns: under the names known, else as headed; blank ones are left out, none at all is null. */
export function gatherColumns(columns: ReadonlyMap<string, string>, known: readonly string[]): string {
  const names = new Map(known.map((name) => [looseKey(name), name]));
  const pairs = [...columns].map(
    ([header, text]) => `${quotedString(names.get(looseKey(header)) ?? header)}, nullif(${text}, '')`,
  );
  if (pairs.length === 0) return "null::varchar";
  return `nullif(json_merge_patch('{}', json_object(${pairs.join(", ")}))::varchar, '{}')`;
}
