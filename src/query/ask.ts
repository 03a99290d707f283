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
import { explained } from "./duckdb_errors.js";

/** The result of one query; its rows can be read once. */
export interface Answer {
  /** As the query names them; the second `id` is `id_1`, since two keys of a JSON object or fields of a file must differ. */
  readonly names: readonly string[];
  readonly types: readonly DuckDBType[];
  readonly chunks: AsyncIterable<DuckDBDataChunk>;
}

/** Values for the named parameters of a query, with the types that their nulls have. */
export interface Binds {
  readonly values: Readonly<Record<string, DuckDBValue>>;
  readonly types: Readonly<Record<string, DuckDBType>>;
}

const reads = "select with from values table show describe desc summarize explain pivot unpivot".split(" ");

/** Runs the one reading statement that `query` must be; any other text is a `UserError`, and so is what DuckDB refuses. */
export async function ask(reader: DuckDBConnection, query: string, binds?: Binds): Promise<Answer> {
  mustRead(query);
  const prepared = await explained(() => prepare(reader, query));
  try {
    const { SELECT, EXPLAIN } = StatementType;
    if (![SELECT, EXPLAIN].includes(prepared.statementType)) throw refused(StatementType[prepared.statementType]);
    if (binds) prepared.bind({ ...binds.values }, { ...binds.types });
    const result = await explained(() => prepared.stream());
    return { names: unique(result.columnNames()), types: result.columnTypes(), chunks: chunksOf(result) };
  } finally {
    prepared.destroySync();
  }
}

async function prepare(reader: DuckDBConnection, query: string): Promise<DuckDBPreparedStatement> {
  const statements = await reader.extractStatements(query);
  if (statements.count === 1) return statements.prepare(0);
  // DuckDB splits such a PIVOT into the making of a type and the query.
  const hint = /\bpivot\b/i.test(query) ? " PIVOT needs its values listed here: `on stage in ('mql', 'sql')`." : "";
  throw new UserError(`Expected one statement, found ${statements.count}.${hint}`, 2);
}

async function* chunksOf(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk> {
  for (;;) {
    const chunk = await explained(() => result.fetchChunk());
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk;
  }
}

/** Before DuckDB sees it: preparing a COPY already looks for its file, and PRAGMA becomes SELECT while it is parsed. */
function mustRead(query: string): void {
  const [word, rest] = firstWord(query);
  if (word + rest === "") throw new UserError(`The query is empty. ${allowed}`, 2);
  if (!reads.includes(word)) throw refused(word);
  if (word === "explain") mustRead(rest.replace(/^\s+analyze\b|^\s*\(\s*(analyze|format)\b[^)]*\)/i, ""));
}

/** The first word in lower case, past spaces, comments and brackets, and what follows it. */
function firstWord(query: string): [string, string] {
  const start = /^(?:[\s(]|--[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(query)![0].length;
  const word = /^(?:[^\s(;'"]+|.)?/.exec(query.slice(start))![0];
  return [word.toLowerCase(), query.slice(start + word.length)];
}

const allowed = `Allowed is one statement that reads: ${reads.join(", ").toUpperCase()}.`;
const refused = (found = "") =>
  new UserError(
    `${found.slice(0, 40).toUpperCase()} is not allowed here. ${allowed} To keep a result use --out FILE.`,
    2,
  );

function unique(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let n = 1; taken.has(free.toLowerCase()); n++) free = `${name}_${n}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
