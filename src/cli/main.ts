#!/usr/bin/env node
import { isProcessEnding } from "../base/ending_signals.js";
import { exitCodeOf, remedyOf } from "../base/errors.js";
import { packageVersion } from "../base/package_root.js";
import { printMessage } from "../base/print_message.js";
import { createProgram } from "./program.js";

/** Prints the error and returns the exit code. Only a bug gets a stack: every other message says what to do. */
function printError(error: unknown): number {
  const code = exitCodeOf(error);
  const bug = code === 70 ? `this is a bug, please report it\n${(error as Error)?.stack ?? error}` : undefined;
  const text = `closedloop: ${bug ?? `${(error as Error).message}${remedyOf(error)}`}`;
  printMessage(text, { level: "error", event: "error", facts: { exit_code: code } });
  return code;
}

// Node itself would print text without a format, and end with 1.
process.on("uncaughtException", (error) => process.exit(printError(error)));
process.removeAllListeners("warning");
process.on("warning", ({ name, message }) => printMessage(`${name}: ${message}`, { level: "warn", event: "warning" }));

const exitCode = await createProgram(packageVersion())
  .parseAsync()
  .then(() => 0, printError);
// After a signal the process ends by it, when its last work is done.
if (!isProcessEnding()) process.exit(exitCode);
