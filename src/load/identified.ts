import { sha256Of } from "./bytes.js";
import { contractHash, loadId } from "./contract.js";
import type { Expected } from "./manifest.js";
import type { SettledFile } from "./settled.js";

/** A file that is thought to be whole, and what its manifest says of it. */
export interface Awaited extends SettledFile {
  readonly expected?: Expected | undefined;
}

/** A file whose bytes were read once: they say which load it is. */
export interface Identified extends Awaited {
  readonly sha256: string;
  readonly hash: string;
  readonly id: string;
}

/** Reads one file after the other, each when it is asked for; of one that is gone by then the hash is empty. */
export async function* identified(files: readonly Awaited[]): AsyncGenerator<Identified> {
  for (const file of files) {
    const sha256 = await sha256Of(file.path).catch((error) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    const hash = contractHash(file.contract);
    yield { ...file, sha256, hash, id: loadId(sha256, file.contract, hash) };
  }
}
