/** The commands that only read what is published; they wait for no more imports than that takes. */
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { UserError } from "../base/errors.js";
import { packageRoot } from "../base/package_root.js";
import { publishedPath } from "../config/warehouse_path.js";
import { type Answer, ask as askReader, type Binds } from "../query/ask.js";
import { type Format, writeAnswer } from "../query/formats/format.js";
import { withReader } from "../query/sandbox.js";
import { bindParams, listSavedQueries, readSavedQuery, type SavedQuery } from "../query/saved.js";
import { paramsOf } from "./params.js";

/** How an answer is asked for. */
export interface Asking {
  project: string;
  format: Format;
  out?: string;
  timeout: number;
}

export async function ask(query: string | undefined, options: Asking): Promise<void> {
  if (query === undefined && process.stdin.isTTY) {
    throw new UserError('no query: give one (closedloop sql "select 1") or pipe a file (closedloop sql < file.sql)', 2);
  }
  await answer(query ?? (await text(process.stdin)), undefined, options);
}

export async function query(name: string | undefined, options: Asking & { param?: string[] }): Promise<void> {
  const folder = join(packageRoot(), "queries");
  if (name === undefined) return listQueries(listSavedQueries(folder));
  const saved = readSavedQuery(folder, name);
  await answer(saved.sql, bindParams(saved, paramsOf(options.param ?? [])), options);
}

async function answer(sql: string, binds: Binds | undefined, { project, format, out, timeout }: Asking): Promise<void> {
  const path = await publishedPath(project);
  const write = (answered: Answer) => writeAnswer(answered, format, out === undefined ? {} : { out });
  await withReader(path, async (reader) => write(await askReader(reader, sql, binds)), { timeoutSeconds: timeout });
}

function listQueries(queries: readonly SavedQuery[]): void {
  for (const { name, question, example } of queries) process.stdout.write(`${name}\n  ${question}\n  ${example}\n`);
}
