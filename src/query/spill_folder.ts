import { questionMemory } from "../base/question_limits.js";
import { withScratchFolder } from "../base/scratch_folder.js";

/** Options of a DuckDB instance that limit the memory and disk space of a query. Their order matters to DuckDB. */
type InstanceOptions = Readonly<Record<string, string>>;

/**
 * Gives the work a private folder for what DuckDB writes to disk when memory is short, and removes it afterwards.
 * DuckDB's default, `<file>.tmp`, is shared by all readers of a file, which would overwrite each other's pages.
 */
export async function withSpillFolder<T>(work: (options: InstanceOptions) => Promise<T>): Promise<T> {
  return withScratchFolder((spill) =>
    work({
      temp_directory: spill,
      max_temp_directory_size: "10GB",
      memory_limit: `${questionMemory().database}B`,
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    }),
  );
}
