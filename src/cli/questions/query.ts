/** `closedloop sql` and `closedloop query`. They import little, so that an answer starts quickly. */
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../../base/errors.js";
import { packageRoot } from "../../base/package_root.js";
import { chooseFormat } from "../../query/formats/choose_format.js";
import { type ResultFormat, writeResult } from "../../query/formats/write_result.js";
import { addFullFileHint } from "../../query/full_file_hint.js";
import { mustNameKnownValues } from "../../query/known_values.js";
import { readQuestionFile } from "../../query/question_file.js";
import { type QueryResult, runQuery } from "../../query/run_query.js";
import { bindParams, listSavedQueries, readSavedQuery } from "../../query/saved_queries.js";
import { withReader } from "../../query/sealed_reader.js";
import type { ShownColumn } from "../../query/shown_columns.js";
import { describeQuery, printQueries } from "./list_queries.js";
import { parseParamOptions } from "./param_option.js";

/** The options of every question. */
export interface QueryOptions {
  project: string;
  format?: ResultFormat;
  out?: string;
  timeout: number;
  /** True to read the file with personal data. */
  full?: boolean;
  /** A table with all columns, in full. */
  wide?: boolean;
}

export async function querySql(query: string | undefined, options: QueryOptions): Promise<void> {
  if (query === undefined && process.stdin.isTTY) {
    throw new UserError('no query: give one (closedloop sql "select 1") or pipe a file (closedloop sql < file.sql)', 2);
  }
  const sql = query ?? (await text(process.stdin));
  await writeQueryResult(sql, (reader) => runQuery(reader, sql), options);
}

/** Runs a saved query. `list` prints all of them, `describe NAME` what there is to know about one. */
export async function query(
  name: string | undefined,
  described: string | undefined,
  options: QueryOptions & { param?: string[] },
): Promise<void> {
  const folder = join(packageRoot(), "queries");
  if (name === "describe") return describeQuery(folder, described, options.project);
  if (described !== undefined) {
    throw new UserError(`query: found a second word, "${described}". Parameters are given as --param name=value`, 2);
  }
  if (name === undefined || name === "list") return printQueries(listSavedQueries(folder));
  const saved = readSavedQuery(folder, name);
  const given = parseParamOptions(options.param ?? []);
  const binds = bindParams(saved, given);
  const ask = async (reader: DuckDBConnection) => {
    await mustNameKnownValues(reader, saved, given);
    return runQuery(reader, saved.sql, binds);
  };
  await writeQueryResult(saved.sql, ask, options, saved.show);
}

async function writeQueryResult(
  sql: string,
  ask: (reader: DuckDBConnection) => Promise<QueryResult>,
  options: QueryOptions,
  shown?: readonly ShownColumn[],
): Promise<void> {
  const { project, out, timeout, full, wide } = options;
  const format = chooseFormat(options);
  const { path, fullPath } = await readQuestionFile(project, { full });
  const write = (answered: QueryResult) => writeResult(answered, format, { out, shown, isWide: wide });
  const answer = withReader(path, async (reader) => write(await ask(reader)), { timeoutSeconds: timeout });
  await answer.catch(async (error) => {
    throw await addFullFileHint(error, sql, fullPath);
  });
}
