import { UserError } from "../base/errors.js";

/** Kinds that say the machine lacks something, not that the query is wrong. */
const machineErrors = new Set(["IO", "Out of Memory"]);
/** Kinds that are bugs: they keep their stack. */
const bugErrors = new Set(["INTERNAL", "FATAL"]);
const hints: Readonly<Record<string, string>> = {
  Permission: "A query reads the tables of the warehouse: no files, no network, no settings.",
  "Out of Memory": "Ask for fewer rows or columns, or aggregate before you sort.",
};

/** DuckDB's own words on a query as a `UserError`; an error that is not DuckDB's comes back as it is. */
export function toUserError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const said = error.message.replace(/^Failed to extract statements: /, "");
  const kind = /^([A-Z][\w ]*) Error: /.exec(said)?.[1];
  if (kind === undefined || bugErrors.has(kind)) return error;
  const text = said.split(/\n\s*\n?(?=Stack Trace|Possible solutions|This limit was set)/)[0]!.trimEnd();
  const hint = hints[kind];
  return new UserError(hint ? `${text}\n${hint}` : text, machineErrors.has(kind) ? 4 : 2);
}

/** Runs what DuckDB may refuse, and throws its refusal as a `UserError`. */
export async function withUserErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toUserError(error);
  }
}
