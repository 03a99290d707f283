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

/** Answers a question in a process of its own. What keeps the guard itself from working is an error as any other. */
async function guardAnswer(): Promise<number> {
  const { guard } = await import("./guard.js");
  return guard(answerScript(), args).catch(async (error) => (await import("./print_error.js")).printError(error));
}

process.exit(isQuestion(args) ? await guardAnswer() : await (await import("./run_program.js")).runProgram());
