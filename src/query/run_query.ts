import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBPreparedStatement,
  DuckDBResult,
  DuckDBType,
  DuckDBValue,
} from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { StatementType } from "../table/duckdb.js";
import { withUserErrors } from "./duckdb_errors.js";

/** The result of one query. Its rows can be read only once. */
export interface QueryResult {
  /** The names of the columns, made unique: a second `id` becomes `id_1`. */
  readonly names: readonly string[];
  readonly types: readonly DuckDBType[];
  readonly chunks: AsyncIterable<DuckDBDataChunk>;
}

/** Values for the named parameters of a query; the types are needed for nulls. */
export interface ParamBindings {
  readonly values: Readonly<Record<string, DuckDBValue>>;
  readonly types: Readonly<Record<string, DuckDBType>>;
}

const readingKeywords = "select with from values table show describe desc summarize explain pivot unpivot".split(" ");

/** Runs a query that must be a single read-only statement; anything else, and any error of DuckDB, is a `UserError`. */
export async function runQuery(reader: DuckDBConnection, query: string, binds?: ParamBindings): Promise<QueryResult> {
  mustBeReadOnly(query);
  const prepared = await withUserErrors(() => prepareStatement(reader, query));
  try {
    const { SELECT, EXPLAIN } = StatementType;
    if (![SELECT, EXPLAIN].includes(prepared.statementType))
      throw notAllowedError(StatementType[prepared.statementType]);
    if (binds) prepared.bind({ ...binds.values }, { ...binds.types });
    const result = await withUserErrors(() => prepared.stream());
    return { names: uniqueNames(result.columnNames()), types: result.columnTypes(), chunks: fetchChunks(result) };
  } finally {
    prepared.destroySync();
  }
}

async function prepareStatement(reader: DuckDBConnection, query: string): Promise<DuckDBPreparedStatement> {
  const statements = await reader.extractStatements(query);
  if (statements.count === 1) return statements.prepare(0);
  // DuckDB splits a PIVOT without listed values into two statements.
  const hint = /\bpivot\b/i.test(query) ? " PIVOT needs its values listed here: `on stage in ('mql', 'sql')`." : "";
  throw new UserError(`Expected one statement, found ${statements.count}.${hint}`, 2);
}

async function* fetchChunks(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk> {
  for (;;) {
    const chunk = await withUserErrors(() => result.fetchChunk());
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk;
  }
}

/** Checked before DuckDB sees the query: preparing a COPY already opens its file, and PRAGMA is parsed into a SELECT. */
function mustBeReadOnly(query: string): void {
  const [word, rest] = firstWord(query);
  if (word + rest === "") throw new UserError(`The query is empty. ${allowedStatements}`, 2);
  if (!readingKeywords.includes(word)) throw notAllowedError(word);
  if (word === "explain") mustBeReadOnly(rest.replace(/^\s+analyze\b|^\s*\(\s*(analyze|format)\b[^)]*\)/i, ""));
}

/** The first word in lower case, after spaces, comments and brackets, and the rest of the text. */
function firstWord(query: string): [string, string] {
  const start = /^(?:[\s(]|--[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(query)![0].length;
  const word = /^(?:[^\s(;'"]+|.)?/.exec(query.slice(start))![0];
  return [word.toLowerCase(), query.slice(start + word.length)];
}

const allowedStatements = `Allowed is one read-only statement: ${readingKeywords.join(", ").toUpperCase()}.`;
const notAllowedError = (keyword = "") =>
  new UserError(
    `${keyword.slice(0, 40).toUpperCase()} is not allowed here. ${allowedStatements} To save a result, use --out FILE.`,
    2,
  );

function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let n = 1; taken.has(free.toLowerCase()); n++) free = `${name}_${n}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
