import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBPreparedStatement,
  DuckDBResult,
  DuckDBType,
  DuckDBValue,
} from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { quotedString, StatementType } from "../table/duckdb.js";
import { toUserError, withUserErrors } from "./duckdb_errors.js";
import { mustCallAllowedFunctions } from "./refused_functions.js";
import { wasInterrupted } from "./sealed_reader.js";

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

/** The query and the values of its parameters, which an error may quote. */
type AskedText = Readonly<{ query: string }>;

/** The connections in whose transaction a result is still open. */
const reading = new WeakSet<DuckDBConnection>();

/**
 * Runs a query that must be a single read-only statement; anything else, and any error of DuckDB, is a `UserError`. A result
 * that is cut off, because the query fails or is interrupted after its first rows, ends with an error too.
 */
export async function runQuery(reader: DuckDBConnection, query: string, binds?: ParamBindings): Promise<QueryResult> {
  await mustCallAllowedFunctions(reader, findReadingStatement(query));
  const prepare = () => prepareReading(reader, query, binds);
  const prepared = await prepare();
  try {
    await endTransaction(reader);
    await reader.run("begin transaction");
    reading.add(reader);
    const asked = {
      query: [query, ...Object.values(binds?.values ?? {}).map((value) => quotedString(String(value)))].join("\n"),
    };
    const result = await withUserErrors(() => prepared.stream(), asked);
    const chunks = fetchChunks(reader, result, prepare, asked);
    return { names: uniqueNames(result.columnNames()), types: result.columnTypes(), chunks };
  } catch (error) {
    await endTransaction(reader);
    throw error;
  } finally {
    prepared.destroySync();
  }
}

async function endTransaction(reader: DuckDBConnection): Promise<void> {
  if (reading.delete(reader)) await reader.run("rollback");
}

/** The prepared statement of a query that reads, with its parameters; any other statement is a `UserError`. */
async function prepareReading(
  reader: DuckDBConnection,
  query: string,
  binds: ParamBindings | undefined,
): Promise<DuckDBPreparedStatement> {
  const prepared = await withUserErrors(() => prepareStatement(reader, query), { query, isPreparing: true });
  try {
    const { SELECT, EXPLAIN } = StatementType;
    if (![SELECT, EXPLAIN].includes(prepared.statementType))
      throw notAllowedError(StatementType[prepared.statementType]);
    if (binds) prepared.bind({ ...binds.values }, { ...binds.types });
    return prepared;
  } catch (error) {
    prepared.destroySync();
    throw error;
  }
}

async function prepareStatement(reader: DuckDBConnection, query: string): Promise<DuckDBPreparedStatement> {
  const statements = await reader.extractStatements(query);
  if (statements.count === 1) return statements.prepare(0);
  // DuckDB splits a PIVOT without listed values into two statements.
  const hint = /\bpivot\b/i.test(query) ? " PIVOT needs its values listed here: `on stage in ('mql', 'sql')`." : "";
  throw new UserError(`Expected one statement, found ${statements.count}.${hint}`, 2);
}

/**
 * The chunks of a stream. DuckDB's stream ends in the same way whether it is complete or failed; but a failure aborts its
 * transaction, which a further statement shows.
 */
async function* fetchChunks(
  reader: DuckDBConnection,
  result: DuckDBResult,
  prepare: () => Promise<DuckDBPreparedStatement>,
  asked: AskedText,
): AsyncGenerator<DuckDBDataChunk> {
  let rows = 0;
  try {
    for (;;) {
      const chunk = await withUserErrors(() => result.fetchChunk(), asked);
      if (chunk === null || chunk.rowCount === 0) break;
      rows += chunk.rowCount;
      yield chunk;
    }
    if (await isAborted(reader)) throw await findCause(reader, rows, prepare, asked);
  } finally {
    await endTransaction(reader);
  }
}

const isAborted = (reader: DuckDBConnection): Promise<boolean> =>
  reader.run("select 1").then(
    () => false,
    () => true,
  );

/** Why a stream failed. DuckDB tells the cause only of a query that is run as a whole. */
async function findCause(
  reader: DuckDBConnection,
  rows: number,
  prepare: () => Promise<DuckDBPreparedStatement>,
  asked: AskedText,
): Promise<unknown> {
  const isCut = new UserError(`The query was cut off after ${rows} row(s); run it again.`, 4);
  if (wasInterrupted(reader)) return isCut;
  await endTransaction(reader);
  const cause = await prepare()
    .then((prepared) => prepared.run().finally(() => prepared.destroySync()))
    .then(
      () => undefined,
      (error) => toUserError(error, asked),
    );
  return cause ?? isCut;
}

/**
 * The statement that is run or explained; a `UserError` if its first word is not one that reads. Checked before DuckDB sees the
 * query: preparing a COPY already opens its file, and PRAGMA is parsed into a SELECT.
 */
function findReadingStatement(query: string): string {
  if (query.length > maxQueryLength)
    throw new UserError(`The query has ${query.length} characters, more than ${maxQueryLength}.`, 2);
  const [word, rest] = firstWord(query);
  if (word + rest === "") throw new UserError(`The query is empty. ${allowedStatements}`, 2);
  if (!readingKeywords.includes(word)) throw notAllowedError(word);
  if (word !== "explain") return query;
  return findReadingStatement(rest.replace(/^\s+analyze\b|^\s*\(\s*(analyze|format)\b[^)]*\)/i, ""));
}

/** The most characters of a query. DuckDB needs a thousand times as many bytes to plan some long ones. */
const maxQueryLength = 1_000_000;

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
