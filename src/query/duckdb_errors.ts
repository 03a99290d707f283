import { UserError } from "../base/errors.js";

/** Kinds of errors about the machine, not about the query: exit 4. */
const machineErrors = new Set(["IO", "Out of Memory"]);
/** Kinds that are bugs of DuckDB: they keep their stack. */
const bugErrors = new Set(["INTERNAL", "FATAL"]);
const hints: Readonly<Record<string, string>> = {
  Permission: "A query can read only the tables of the warehouse: no files, no network, no settings.",
  "Out of Memory": "Ask for fewer rows or columns, or aggregate before you sort.",
};

/** DuckDB's message about a query as a `UserError`; any other error is returned unchanged. */
export function toUserError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const message = error.message.replace(/^Failed to extract statements: /, "");
  const kind = /^([A-Z][\w ]*) Error: /.exec(message)?.[1];
  if (kind === undefined || bugErrors.has(kind)) return error;
  const text = message.split(/\n\s*\n?(?=Stack Trace|Possible solutions|This limit was set)/)[0]!.trimEnd();
  const hint = hints[kind];
  return new UserError(hint ? `${text}\n${hint}` : text, machineErrors.has(kind) ? 4 : 2);
}

/** Runs the work and throws DuckDB's errors as `UserError`s. */
export async function withUserErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toUserError(error);
  }
}
