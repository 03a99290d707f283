/** What a guarded process tells the process that watches it: `src/cli/guard.ts`. Without a guard nothing is told. */
import { rmSync } from "node:fs";

/** A message to the guard. */
export type GuardMessage =
  /** The work has this many seconds from now on. */
  | { readonly timeoutSeconds: number }
  /** An unfinished file, to be removed if the process dies. */
  | { readonly partial: string }
  /** Everything is done and written; the process waits to be ended with this exit code. */
  | { readonly ended: number };

/** The first message of the guard: the folder for all temporary files, which the guard removes at the end. */
export interface GuardGreeting {
  readonly scratch: string;
}

let isGuarded = false;
const ownFiles: string[] = [];

/** Connects the process with its guard. If the guard is killed, this process removes its unfinished files and ends. */
export function connectToGuard(): void {
  isGuarded = true;
  process.on("message", ({ scratch }: GuardGreeting) => void ownFiles.push(scratch));
  process.on("disconnect", () => {
    for (const path of ownFiles) rmSync(path, { recursive: true, force: true });
    // process.exit would wait for DuckDB's threads.
    process.kill(process.pid, "SIGKILL");
  });
}

/** Tells the guard something, and waits until it is sent. */
export async function tellGuard(message: GuardMessage): Promise<void> {
  if (!isGuarded) return;
  if ("partial" in message) ownFiles.push(message.partial);
  // An error means that the guard is gone; then "disconnect" ends the process.
  await new Promise<void>((sent) => process.send!(message, undefined, undefined, () => sent()));
}
