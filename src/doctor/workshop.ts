import { rmSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Works in a folder that nobody else may read and that is gone afterwards: after an error too, and after a signal. */
export async function inWorkshop<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "closedloop-doctor-"));
  await chmod(folder, 0o700);
  const leave = (signal: keyof typeof signals) => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(signals[signal]);
  };
  const names = Object.keys(signals) as (keyof typeof signals)[];
  for (const name of names) process.on(name, leave);
  try {
    return await work(folder);
  } finally {
    for (const name of names) process.off(name, leave);
    await rm(folder, { recursive: true, force: true });
  }
}
