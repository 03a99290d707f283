import { describeBug } from "../base/bugs.js";
import { exitCodeOf, publicMessageOf, remedyOf } from "../base/errors.js";
import { printMessage } from "../base/print_message.js";

/** Prints the error and returns the exit code. Only of a bug the place in the code is printed: every other message says what to do. */
export function printError(error: unknown): number {
  const code = exitCodeOf(error);
  const bug = code === 70 ? describeBug(error) : undefined;
  const text = `closedloop: ${bug ?? `${publicMessageOf(error as Error)}${remedyOf(error)}`}`;
  printMessage(text, { level: "error", event: "error", facts: { exit_code: code } });
  return code;
}
