import type { DuckDBConnection } from "@duckdb/node-api";
import { rowsOf } from "../table/rows.js";
import { headerKey } from "./header.js";
import { ownColumns, projectColumns } from "./project_columns.js";
import type { TextRelation } from "./text_relation.js";

/** The text without columns that have neither a name nor a value, as between the blocks of a spreadsheet. */
export async function dropUnnamedColumns<Text extends TextRelation>(
  connection: DuckDBConnection,
  text: Text,
): Promise<Text> {
  const unnamed = ownColumns(text).filter(({ header }) => headerKey(header) === "");
  if (unnamed.length === 0 || unnamed.length === text.headers.length) return text;
  const hasValue = unnamed.map(({ sql }) => `coalesce(bool_or(trim(${sql}) <> ''), false) as ${sql}`);
  const [used] = await rowsOf<Record<string, boolean>>(
    connection,
    `select ${hasValue.join(", ")} from (${text.query})`,
  );
  const empty = new Set(unnamed.filter(({ sql }) => used?.[sql] === false).map(({ sql }) => sql));
  if (empty.size === 0) return text;
  const kept = projectColumns(
    text,
    ownColumns(text).filter(({ sql }) => !empty.has(sql)),
  );
  return { ...kept, notes: [...text.notes, { code: unnamedColumns, records: empty.size }] };
}

/** The code of columns that have neither a name nor a value. */
export const unnamedColumns = "empty columns without a header left out";
