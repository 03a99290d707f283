/** Replicas and APIs mark a deleted record in more than one column; any of them is enough. */
import { acceptedHeaders } from "../../table/accepted_headers.js";
import type { Column } from "../../table/columns.js";
import { flagWords } from "../../table/parsing.js";
import { replicaDeletedHeader } from "../../table/source_columns.js";
import { hasOwnId, type LoadContract } from "../load_contract.js";
import type { Cleaning, TextAt } from "./column_text.js";

/** False in all versions of a record that the source no longer has. */
const activeHeader = "_fivetran_active";

const isWord = (text: string, words: string) => `coalesce(lower(trim(${text})) in (${words}), false)`;

/**
 * SQL of the text that fills the column of deleted records; undefined if the file has nothing of the kind, or if the column is
 * another one. Histories and activities vanish from the products when they are old, so what a replica says of their end counts
 * only if the object itself has that column. A pair of records, e.g. of a deal and a contact, ends when it is gone.
 */
export function findDeletionText(
  { table }: LoadContract,
  name: string,
  column: Column<unknown>,
  at: (header: string) => number | undefined,
  { textAt, cleaning }: { textAt: TextAt; cleaning: Cleaning },
): string | undefined {
  const { origin } = table;
  if (origin.kind !== "export" || origin.deletedColumn !== name) return undefined;
  const endsWhenGone = origin.whenMissing !== undefined || origin.describesPeople === true || !hasOwnId(table);
  const headers = new Set([...acceptedHeaders(name, column), ...(endsWhenGone ? [replicaDeletedHeader] : [])]);
  const textsOf = (wanted: Iterable<string>) =>
    [...wanted].flatMap((header) => {
      const place = at(header);
      return place === undefined ? [] : [textAt(place, cleaning).text];
    });
  const said = textsOf(headers);
  const active = endsWhenGone ? textsOf([activeHeader]) : [];
  if (said.length + active.length === 0) return undefined;
  const marks = [
    ...said.map((text) => isWord(text, flagWords.true)),
    ...active.map((text) => isWord(text, flagWords.false)),
  ];
  return `case when ${marks.join(" or ")} then 'true' else ${said.length === 0 ? "null" : `coalesce(${said.join(", ")})`} end`;
}
