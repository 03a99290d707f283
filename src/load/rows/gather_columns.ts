import { quotedString } from "../../table/dialect.js";
import { replicaHeader } from "../files/object_file_name.js";

/** A header as a key that ignores case and all signs: `Merge IDs` and `merge_ids` are equal. */
const looseKey = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** The headers to gather, without technical ones; undefined if there are no headers at all. */
export const gatherableHeaders = (headers: readonly string[]): string[] | undefined =>
  headers.length === 0 ? undefined : headers.filter((header) => !replicaHeader.test(header));

/** SQL of a JSON object of columns. Keys are the `known` names, or the headers. Blank values are left out; an empty object is null. */
export function gatherColumns(columns: ReadonlyMap<string, string>, known: readonly string[]): string {
  const names = new Map(known.map((name) => [looseKey(name), name]));
  const pairs = [...columns].map(
    ([header, text]) => `${quotedString(names.get(looseKey(header)) ?? header)}, nullif(${text}, '')`,
  );
  if (pairs.length === 0) return "null::varchar";
  return `nullif(json_merge_patch('{}', json_object(${pairs.join(", ")}))::varchar, '{}')`;
}
