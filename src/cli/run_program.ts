import { describeBug, exitCodeOf, publicMessageOf, remedyOf } from "../base/errors.js";
import { packageVersion } from "../base/package_root.js";
import { printMessage } from "../base/print_message.js";
import { createProgram } from "./program.js";

/** Runs the command line and returns its exit code, after everything is written. An error is printed. */
export async function runProgram(): Promise<number> {
  const code = await createProgram(packageVersion())
    .parseAsync()
    .then(() => flush(process.stdout))
    .then(() => 0, printError);
  await flush(process.stderr).catch(() => {});
  return code;
}

/** Prints the error and returns the exit code. Only a bug gets a stack: every other message says what to do. */
function printError(error: unknown): number {
  const code = exitCodeOf(error);
  const bug = code === 70 ? `this is a bug, please report it\n${describeBug(error)}` : undefined;
  printMessage(`closedloop: ${bug ?? `${publicMessageOf(error as Error)}${remedyOf(error)}`}`);
  return code;
}

/** Waits until a pipe has taken what was written to it: the end of the process would cut it off. A pipe that its reader closed is no error. */
const flush = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((flushed, failed) => {
    if (!stream.writable) return flushed();
    const end = (error?: NodeJS.ErrnoException | null) => (error && error.code !== "EPIPE" ? failed(error) : flushed());
    stream.once("error", end);
    stream.write("", end);
  });
