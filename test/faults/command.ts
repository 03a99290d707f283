import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { readMessages } from "../support/log_messages.js";

/** How a command ended. */
export interface Ended {
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

const main = resolve("dist/src/cli/main.js");

/** Runs the built command; `disturb` gets the process as soon as it runs. */
export function runCommand(args: readonly string[], disturb: (child: ChildProcess) => void = () => {}): Promise<Ended> {
  const started = performance.now();
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const told = { stdout: "", stderr: "" };
  child.stdout.on("data", (part) => (told.stdout += part));
  child.stderr.on("data", (part) => (told.stderr += part));
  disturb(child);
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code, signal) => {
      // The last line of a killed process may be torn.
      const stderr = signal === null ? readMessages(told.stderr, args) : told.stderr;
      done({ code, signal, stdout: told.stdout, stderr, milliseconds: performance.now() - started });
    });
  });
}
