import { isProcessEnding } from "../base/ending_signals.js";
import { packageVersion } from "../base/package_root.js";
import { printMessage } from "../base/print_message.js";
import { printError } from "./print_error.js";
import { createProgram } from "./program.js";

/** Runs the command line and returns its exit code, after everything is written. An error is printed. */
export async function runProgram(): Promise<number> {
  // Node itself would print the message, which may quote rows, as text, and end with 1.
  process.on("uncaughtException", (error) => {
    if (!isProcessEnding()) process.exit(printError(error));
  });
  for (const stream of [process.stdout, process.stderr]) stream.on("error", throwUnlessClosed);
  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) =>
    printMessage(`${name}: ${message}`, { level: "warn", event: "warning" }),
  );
  const code = await createProgram(packageVersion())
    .parseAsync()
    .then(() => flush(process.stdout))
    // What fails because a signal stopped it is told by the last work.
    .then(
      () => 0,
      (error) => (isProcessEnding() ? 0 : printError(error)),
    );
  await flush(process.stderr).catch(() => {});
  // After a signal the process ends by it, when its last work is done.
  if (isProcessEnding()) await new Promise(() => {});
  return code;
}

/** A pipe that its reader closed, e.g. `| head` or a collector of logs that restarts, ends no run. */
function throwUnlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** Waits until a pipe has taken what was written to it: the end of the process would cut it off. A pipe that its reader closed is no error. */
const flush = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((flushed, failed) => {
    if (!stream.writable) return flushed();
    const end = (error?: NodeJS.ErrnoException | null) => (error && error.code !== "EPIPE" ? failed(error) : flushed());
    stream.once("error", end);
    stream.write("", end);
  });
