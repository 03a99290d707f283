/** `closedloop sql` and `closedloop query`. They import little, so that an answer starts quickly. */
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { UserError } from "../../base/errors.js";
import { packageRoot } from "../../base/package_root.js";
import { chooseFormat } from "../../query/formats/choose_format.js";
import { type ResultFormat, writeResult } from "../../query/formats/write_result.js";
import { addFullFileHint } from "../../query/full_file_hint.js";
import { readQuestionFile } from "../../query/question_file.js";
import { type ParamBindings, type QueryResult, runQuery } from "../../query/run_query.js";
import { bindParams, listSavedQueries, readSavedQuery, type SavedQuery } from "../../query/saved_queries.js";
import { withReader } from "../../query/sealed_reader.js";
import { parseParamOptions } from "./param_option.js";

/** The options of every question. */
export interface QueryOptions {
  project: string;
  format?: ResultFormat;
  out?: string;
  timeout: number;
  /** True to read the file with personal data. */
  full?: boolean;
}

export async function querySql(query: string | undefined, options: QueryOptions): Promise<void> {
  if (query === undefined && process.stdin.isTTY) {
    throw new UserError('no query: give one (closedloop sql "select 1") or pipe a file (closedloop sql < file.sql)', 2);
  }
  await writeQueryResult(query ?? (await text(process.stdin)), undefined, options);
}

export async function query(name: string | undefined, options: QueryOptions & { param?: string[] }): Promise<void> {
  const folder = join(packageRoot(), "queries");
  if (name === undefined) return printQueries(listSavedQueries(folder));
  const saved = readSavedQuery(folder, name);
  await writeQueryResult(saved.sql, bindParams(saved, parseParamOptions(options.param ?? [])), options);
}

async function writeQueryResult(sql: string, binds: ParamBindings | undefined, options: QueryOptions): Promise<void> {
  const { project, out, timeout, full } = options;
  const format = chooseFormat(options);
  const { path, fullPath } = await readQuestionFile(project, { full });
  const write = (answered: QueryResult) => writeResult(answered, format, out === undefined ? {} : { out });
  const answer = withReader(path, async (reader) => write(await runQuery(reader, sql, binds)), {
    timeoutSeconds: timeout,
  });
  await answer.catch(async (error) => {
    throw await addFullFileHint(error, sql, fullPath);
  });
}

function printQueries(queries: readonly SavedQuery[]): void {
  for (const { name, question, example } of queries) process.stdout.write(`${name}\n  ${question}\n  ${example}\n`);
}
