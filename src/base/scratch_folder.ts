import { mkdtempSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EndingSignal, endingSignals } from "./ending_signals.js";

interface ScratchOptions {
  /** The beginning of the folder's name. */
  readonly name?: string;
  /** Also remove the folder when a signal ends the process, e.g. Ctrl-C. */
  readonly removeOnSignal?: boolean;
}

/** Works in a private folder below the system's temporary folder and removes it afterwards, also after an error. */
export async function withScratchFolder<T>(
  work: (folder: string) => Promise<T>,
  { name = "closedloop", removeOnSignal = false }: ScratchOptions = {},
): Promise<T> {
  let folder: string | undefined;
  const leave = (signal: EndingSignal) => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    process.exit(endingSignals[signal]);
  };
  const signals = removeOnSignal ? (Object.keys(endingSignals) as EndingSignal[]) : [];
  // The handlers are set before the folder exists, so that no signal can arrive in between.
  for (const signal of signals) process.on(signal, leave);
  try {
    folder = mkdtempSync(join(tmpdir(), `${name}-`));
    return await work(folder);
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    for (const signal of signals) process.off(signal, leave);
  }
}
