#!/usr/bin/env node
import { exitCodeOf, remedyOf } from "../base/errors.js";
import { packageVersion } from "../base/package_root.js";
import { printMessage } from "../base/print_message.js";
import { createProgram } from "./program.js";

/** Prints the error and returns the exit code. Only a bug gets a stack: every other message says what to do. */
function printError(error: unknown): number {
  const code = exitCodeOf(error);
  const bug = code === 70 ? `this is a bug, please report it\n${(error as Error)?.stack ?? error}` : undefined;
  printMessage(`closedloop: ${bug ?? `${(error as Error).message}${remedyOf(error)}`}`);
  return code;
}

process.exit(
  await createProgram(packageVersion())
    .parseAsync()
    .then(() => 0, printError),
);
