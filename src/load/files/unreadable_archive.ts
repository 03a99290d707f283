import type { SourceConfig } from "../../config/config_schema.js";
import { source as sourceOf } from "../../table/model.js";
import { Fault } from "../../text/fault.js";
import { damagedZip } from "../../text/zip.js";
import type { FolderEntry } from "./folder_entries.js";
import type { SourceFile } from "./source_file.js";

/** Stands where a table is named for all tables of a source: what an archive holds that nobody can open, nobody can say. */
const anyTable = sourceOf({
  name: "raw.*",
  about: "Whatever an archive holds that has no sound list of its files.",
  origin: { kind: "run", rows: () => [] },
  grain: [],
  columns: {},
});

/** Whether what is said of the one table is said of the other. */
export const coversTable = (said: string, table: string): boolean => said === anyTable.name || said === table;

/** Whether it is said of all tables of a source, for an archive that cannot be opened. */
export const coversAllTables = ({ table }: { readonly table: string }): boolean => table === anyTable.name;

/** An archive without a sound list of its files: it settles like a file, and is one that cannot be trusted. */
export const unreadableArchive = (source: SourceConfig, { file, path }: FolderEntry): SourceFile => ({
  contract: { source, table: anyTable, feedName: null, zone: "UTC" },
  file,
  path,
  fault: new Fault(damagedZip),
});
