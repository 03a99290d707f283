#!/usr/bin/env node
import { exitCodeOf } from "../base/errors.js";
import { packageVersion } from "../base/package_root.js";
import { program } from "./program.js";
import { tell } from "./telling.js";

/** What a person or an administrator can mend is told in its own words; everything else is a bug, and its stack helps to find it. */
function told(error: unknown): number {
  const code = exitCodeOf(error);
  const said = code === 70 ? `this is a bug, please report it\n${(error as Error)?.stack ?? error}` : undefined;
  tell(`closedloop: ${said ?? (error as Error).message}`);
  return code;
}

process.exit(
  await program(packageVersion())
    .parseAsync()
    .then(() => 0, told),
);
