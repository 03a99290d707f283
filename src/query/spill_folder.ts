import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An instance's options that bound what an analyst's query may take of the machine. Their order matters to DuckDB. */
export type InstanceOptions = Readonly<Record<string, string>>;

/**
 * Works with a private folder for what DuckDB spills, removed afterwards.
 * DuckDB's default, `<file>.tmp`, is one for all readers of a file: two that spill overwrite each other's pages.
 */
export async function withSpillFolder<T>(work: (options: InstanceOptions) => Promise<T>): Promise<T> {
  const spill = await mkdtemp(join(tmpdir(), "closedloop-"));
  try {
    return await work({
      temp_directory: spill,
      max_temp_directory_size: "10GB",
      memory_limit: "2GB",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    });
  } finally {
    await rm(spill, { recursive: true, force: true });
  }
}
