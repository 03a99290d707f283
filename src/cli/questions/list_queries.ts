/** `closedloop query list` and `closedloop query describe NAME`. */
import { existsSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import { indentText } from "../../base/text_layout.js";
import { padText, textWidth } from "../../base/text_width.js";
import { readWarehousePath } from "../../config/project_paths.js";
import { listValues, readKnownValues } from "../../query/known_values.js";
import { describeParam } from "../../query/query_params.js";
import { runQuery } from "../../query/run_query.js";
import { bindParams, paramsUsedIn, readSavedQuery, type SavedQuery } from "../../query/saved_queries.js";
import { withReader } from "../../query/sealed_reader.js";
import { rowsOf } from "../../table/rows.js";

/** Prints every saved query with its question, one a line. */
export function printQueries(queries: readonly SavedQuery[]): void {
  const width = Math.max(...queries.map(({ name }) => textWidth(name)));
  for (const { name, question } of queries) process.stdout.write(`${padText(name, width, "left")}  ${question}\n`);
  process.stdout.write(
    "\nclosedloop query describe NAME prints parameters, columns and an example; closedloop query NAME runs it.\n",
  );
}

/** Prints question, grain, parameters with the values they may have, example and columns of a saved query. */
export async function describeQuery(folder: string, name: string | undefined, project: string): Promise<void> {
  if (name === undefined) throw new UserError("query describe: name a query; closedloop query list has the names", 2);
  const saved = readSavedQuery(folder, name);
  const path = await readWarehousePath(project).catch(() => undefined);
  const lines = [saved.name, `  ${saved.question}`, `  ${saved.grain}`, "", "Parameters:"];
  if (path === undefined || !existsSync(path)) {
    lines.push(...describeParams(saved, new Map()), ...describeExample(saved));
    lines.push("", "Columns and values of parameters are known after the first `closedloop run`.");
  } else {
    await withReader(path, async (reader) => {
      lines.push(...describeParams(saved, await readValues(reader, saved)), ...describeExample(saved));
      lines.push("", "Columns:", ...(await describeColumnLines(reader, saved)));
    });
  }
  process.stdout.write(`${lines.join("\n")}\n`);
}

const describeExample = ({ example }: SavedQuery): string[] => ["", "Example:", `  ${example}`];

function describeParams({ params }: SavedQuery, values: ReadonlyMap<string, readonly string[]>): string[] {
  if (params.length === 0) return ["  none"];
  return params.flatMap((param) => {
    const known = values.get(param.name) ?? [];
    return [`  ${describeParam(param)}`, ...(known.length > 0 ? indentText(`one of: ${listValues(known)}`, 6) : [])];
  });
}

/** The values of the parameters that have a list, with the defaults of the others; a list that only finds one value is left out. */
async function readValues(reader: DuckDBConnection, saved: SavedQuery): Promise<Map<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const param of saved.params) {
    const sql = param.values?.query;
    if (sql === undefined || paramsUsedIn(sql).includes(param.name)) continue;
    found.set(param.name, await readKnownValues(reader, saved, param, saved.exampleParams));
  }
  return found;
}

/** Name, type and meaning of each column; the meaning is that of a mart's column of the same name, if the query reads one. */
async function describeColumnLines(reader: DuckDBConnection, saved: SavedQuery): Promise<string[]> {
  const comments = await rowsOf<{ name: string; comment: string }>(
    reader,
    "select schema_name || '.' || table_name || '.' || column_name as name, comment from duckdb_columns() where comment is not null",
  );
  // DuckDB knows the types of the columns only when the parameters are bound.
  const empty = `select * from (\n${saved.sql}\n) limit 0`;
  const { names, types, chunks } = await runQuery(reader, empty, bindParams(saved, saved.exampleParams));
  for await (const _ of chunks);
  const meaning = new Map(comments.map(({ name, comment }) => [name, comment]));
  const tables = [...new Set(saved.sql.match(/\b(marts|intermediate)\.[a-z_]+/g))];
  const width = Math.max(...names.map(textWidth));
  return names.flatMap((name, at) => {
    const about = tables.map((table) => meaning.get(`${table}.${name}`)).find((text) => text !== undefined);
    const head = `  ${padText(escapeControls(name), width, "left")}  ${types[at]}`;
    return about === undefined ? [head] : [head, ...indentText(about, 6)];
  });
}
