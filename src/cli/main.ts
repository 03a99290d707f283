#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors.js";
import { packageRoot } from "../package_root.js";
import { program } from "./program.js";

const { version } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8"));

/** A mistake that a person can mend is told in its own words; everything else is a bug, and its stack helps to find it. */
function exitCodeOf(error: unknown): number {
  if (error instanceof UserError) {
    process.stderr.write(`closedloop: ${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(`closedloop: this is a bug, please report it\n${(error as Error)?.stack ?? error}\n`);
  return 70;
}

process.exit(
  await program(version)
    .parseAsync()
    .then(() => 0, exitCodeOf),
);
