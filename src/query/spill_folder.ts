import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Options of a DuckDB instance that limit the memory and disk space of a query. Their order matters to DuckDB. */
export type InstanceOptions = Readonly<Record<string, string>>;

/**
 * Gives the work a private folder for what DuckDB writes to disk when memory is short, and removes it afterwards.
 * DuckDB's default, `<file>.tmp`, is shared by all readers of a file, which would overwrite each other's pages.
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
