#!/usr/bin/env node
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { isQuestion } from "./question_names.js";

const args = process.argv.slice(2);

/** The script of the process that answers questions, next to this one: also if this one runs from the sources. */
function answerScript(): string {
  const own = import.meta.url;
  return fileURLToPath(new URL(`./answer${extname(own)}`, own));
}

process.exit(
  isQuestion(args)
    ? await (await import("./guard.js")).guard(answerScript(), args)
    : await (await import("./run_program.js")).runProgram(),
);
