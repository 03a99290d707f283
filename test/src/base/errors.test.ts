import { expect, test } from "vitest";
import { exitCodeOf, safeMessageOf, UserError } from "../../../src/base/errors.js";

test.each([
  // As DuckDB 1.5 wrote it on a file system of 12 MB.
  'FATAL Error: Failed to create checkpoint because of error: Could not write file "/w/x.building": No space left on device',
  'TransactionContext Error: Failed to commit: Could not write file "/w/x.building": No space left on device',
  'IO Error: Could not set lock on file "/w/x.duckdb": Conflicting lock is held in node (PID 7)',
  "Out of Memory Error: failed to allocate data of size 16.0 MiB",
])("the machine is at fault, not the program: %s", (message) => {
  expect(exitCodeOf(new Error(message))).toBe(4);
  expect(safeMessageOf(new Error(message))).toBe(message);
});

test("an error of DuckDB about values is a bug, and its message stays out of what others read", () => {
  const error = new Error("Conversion Error: Could not convert string 'ada@acme.test' to INT32");
  expect(exitCodeOf(error)).toBe(70);
  expect(safeMessageOf(error)).toBe("a bug: Conversion Error; its message is in bug.txt");
});

test("an error of the operating system ends with 4, one for the user with its own code", () => {
  expect(exitCodeOf(Object.assign(new Error("ENOSPC: no space"), { code: "ENOSPC", syscall: "write" }))).toBe(4);
  expect(exitCodeOf(new UserError("another run is at work", 75))).toBe(75);
});
