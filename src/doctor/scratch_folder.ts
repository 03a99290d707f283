import { mkdtempSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const signalExitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Signal = keyof typeof signalExitCodes;

/** Works in a folder that nobody else may read and that is gone afterwards: after an error too, and after a signal. */
export async function withScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  let folder: string | undefined;
  const leave = (signal: Signal) => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    process.exit(signalExitCodes[signal]);
  };
  const names = Object.keys(signalExitCodes) as Signal[];
  // Before the folder is made, and nothing between: a signal must not find it without its keeper.
  for (const name of names) process.on(name, leave);
  try {
    folder = mkdtempSync(join(tmpdir(), "closedloop-doctor-"));
    return await work(folder);
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    for (const name of names) process.off(name, leave);
  }
}
