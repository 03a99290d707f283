import { Fault } from "./fault.js";

/** Turns an error of DuckDB about a file into a Fault with the line only, because DuckDB's message quotes the record. Problems of memory, disk or our SQL stay as they are. */
export function asFault(error: unknown): unknown {
  const message = String((error as Error).message);
  const otherErrors = /^(Out of Memory|Binder|Catalog|Parser|INTERNAL|Interrupt)|No space left|Permission denied/i;
  if (otherErrors.test(message)) return error;
  if (error instanceof Fault) return error;
  if (/invalid (string encoding|unicode|utf-?8)/i.test(message)) {
    return new Fault("a column of text holds bytes that are not UTF-8; export it with UTF-8 texts");
  }
  const line = /Line: (\d+)/.exec(message)?.[1];
  return new Fault(
    "the content does not have the format that the file name says",
    line === undefined ? undefined : Number(line),
  );
}
