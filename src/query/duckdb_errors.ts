import { duckdbErrorKind, withoutQuotedValues } from "../base/duckdb_message.js";
import { UserError } from "../base/errors.js";

/** Kinds of errors about the machine, not about the query: exit 4. */
const machineErrors = new Set(["IO", "Out of Memory"]);
/** Kinds that are bugs of DuckDB: they keep their stack. */
const bugErrors = new Set(["INTERNAL", "FATAL"]);
const hints: Readonly<Record<string, string>> = {
  Permission: "A query can read only the tables of the warehouse: no files, no network, no settings.",
  "Out of Memory": "Ask for fewer rows or columns, or aggregate before you sort.",
  Conversion: "Use try_cast to get null for a value that does not fit.",
};

/** What a query had done when it failed, and the text that its user wrote. */
interface FailedQuery {
  /** The query and the values of its parameters: an error may quote them. */
  readonly query?: string;
  /** True if no row was read yet: then the error is about the query alone. */
  readonly isPreparing?: boolean;
}

/** DuckDB's message about a query as a `UserError`, without the values that it quotes from rows; any other error is returned unchanged. */
export function toUserError(error: unknown, { query = "", isPreparing = false }: FailedQuery = {}): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const message = error.message.replace(/^Failed to extract statements: /, "");
  // node-api says this if DuckDB gives no message.
  if (message === "Failed to execute prepared statement") return new UserError("The query failed without a reason.", 2);
  const kind = duckdbErrorKind(message);
  if (kind === undefined || bugErrors.has(kind)) return error;
  const text = message.split(/\n\s*\n?(?=Stack Trace|Possible solutions|This limit was set)/)[0]!.trimEnd();
  const shown = isPreparing ? text : withoutQuotedValues(text, query);
  const hint = hints[kind];
  return new UserError(hint ? `${shown}\n${hint}` : shown, machineErrors.has(kind) ? 4 : 2);
}

/** Runs the work and throws DuckDB's errors as `UserError`s. */
export async function withUserErrors<T>(work: () => Promise<T>, failed: FailedQuery = {}): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toUserError(error, failed);
  }
}
