#!/usr/bin/env node
import { exitCodeOf } from "../base/errors.js";
import { packageVersion } from "../base/package_root.js";
import { printMessage } from "../base/print_message.js";
import { createProgram } from "./program.js";

/** What a person or an administrator can mend is told in its own words; everything else is a bug, and its stack helps to find it. */
function printError(error: unknown): number {
  const code = exitCodeOf(error);
  const said = code === 70 ? `this is a bug, please report it\n${(error as Error)?.stack ?? error}` : undefined;
  printMessage(`closedloop: ${said ?? (error as Error).message}`);
  return code;
}

process.exit(
  await createProgram(packageVersion())
    .parseAsync()
    .then(() => 0, printError),
);
