import type { SourceConfig } from "../../config/config_schema.js";
import { source as sourceOf } from "../../table/model.js";
import { Fault } from "../../text/fault.js";
import { damagedZip } from "../../text/zip.js";
import type { FolderEntry } from "./folder_entries.js";
import type { SourceFile } from "./source_file.js";

/** Stands for all tables of a source in messages about its files. */
export const allTables = "raw.*";

/** Means all tables of a source: it is unknown which tables an archive is for if it cannot be opened. */
const anyTable = sourceOf({
  name: allTables,
  about: "Files in an archive that cannot be opened.",
  origin: { kind: "run", rows: () => [] },
  grain: [],
  columns: {},
});

/** True if a message about `named` is also about `table`. */
export const coversTable = (named: string, table: string): boolean => named === anyTable.name || named === table;

/** True if a message is about all tables of a source, because an archive cannot be opened. */
export const coversAllTables = ({ table }: { readonly table: string }): boolean => table === anyTable.name;

/** An archive that cannot be opened, as a file with a fault. */
export const unreadableArchive = (source: SourceConfig, { file, path }: FolderEntry): SourceFile => ({
  contract: { source, table: anyTable, feedName: null, zone: "UTC" },
  file,
  path,
  fault: new Fault(damagedZip),
});
