#!/usr/bin/env node
import { describeBug } from "../base/bugs.js";
import { exitCodeOf, remedyOf } from "../base/errors.js";
import { packageVersion } from "../base/package_root.js";
import { printMessage } from "../base/print_message.js";
import { createProgram } from "./program.js";

/** Prints the error and returns the exit code. Only of a bug the place in the code is printed: every other message says what to do. */
function printError(error: unknown): number {
  const code = exitCodeOf(error);
  const bug = code === 70 ? describeBug(error) : undefined;
  printMessage(`closedloop: ${bug ?? `${(error as Error).message}${remedyOf(error)}`}`);
  return code;
}

// Node itself would print the message, which may quote rows.
process.on("uncaughtException", (error) => process.exit(printError(error)));
process.exit(
  await createProgram(packageVersion())
    .parseAsync()
    .then(() => 0, printError),
);
