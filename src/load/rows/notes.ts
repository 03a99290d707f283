import type { DuckDBConnection } from "@duckdb/node-api";
import { rowsOf } from "../../table/rows.js";
import type { TextRelation } from "../../text/text_relation.js";
import type { ValueNote } from "../load_record.js";
import { hasAnyNote, hasNote, type TypedQuery } from "./typed_query.js";
import { plainDecimals, pointThousands } from "./value_checks.js";

/** Counts the notes of the typed records that are not rejected. Few files have any, and only those are read twice. */
export async function readNotes(
  connection: DuckDBConnection,
  text: TextRelation,
  rows: string,
  { notes }: Pick<TypedQuery, "notes">,
): Promise<ValueNote[]> {
  const told = notes.flatMap(({ code }, at) => (code === plainDecimals ? [] : [at]));
  if (told.length === 0) return [];
  const [any] = await rowsOf<{ any: boolean | null }>(
    connection,
    `select bool_or(${hasAnyNote(told)}) as any from ${rows} where "#fault" is null`,
  );
  if (!any?.any) return [];
  const [counts] = await rowsOf<Record<string, bigint | null>>(
    connection,
    `select ${notes.map((_, at) => `count(*) filter (where ${hasNote(at)}) as n${at}, min("#row") filter (where ${hasNote(at)}) as r${at}`).join(", ")}
    from ${rows} where "#fault" is null`,
  );
  const provesDecimals = new Set(
    notes.flatMap(({ column, code }, at) => (code === plainDecimals && counts![`n${at}`]! > 0n ? [column] : [])),
  );
  const isTold = ({ column, code }: (typeof notes)[number]) =>
    code !== plainDecimals && (code !== pointThousands || !provesDecimals.has(column));
  const found = notes.flatMap((note, at) =>
    isTold(note) && counts![`n${at}`]! > 0n
      ? [{ ...note, records: Number(counts![`n${at}`]), row: Number(counts![`r${at}`]) }]
      : [],
  );
  const places = [...new Set(found.map(({ row }) => row))].sort((one, two) => one - two);
  const spans = await text.spans(places);
  const lines = new Map(places.map((place, at) => [place, spans[at]?.line ?? 0]));
  return found.map(({ row, ...note }) => ({ ...note, first_line: lines.get(row) ?? 0 }));
}
