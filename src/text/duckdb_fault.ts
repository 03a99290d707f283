import { Fault } from "./fault.js";

/** DuckDB's message quotes the record: of it only the line may be told. Want of memory or disk is no fault of the file. */
export function asFault(error: unknown): unknown {
  const message = String((error as Error).message);
  const ours = /^(Out of Memory|Binder|Catalog|Parser|INTERNAL|Interrupt)|No space left|Permission denied/i;
  if (ours.test(message)) return error;
  const line = /Line: (\d+)/.exec(message)?.[1];
  return new Fault("it cannot be read as what its name says", line === undefined ? undefined : Number(line));
}
