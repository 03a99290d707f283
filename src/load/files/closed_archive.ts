import type { SourceConfig } from "../../config/schema.js";
import { source as sourceOf } from "../../table/model.js";
import { Fault } from "../../text/fault.js";
import { damaged } from "../../text/zip.js";
import type { Entry } from "./below.js";
import type { FoundFile } from "./found_file.js";

/** Stands where a table is named for all tables of a source: what an archive holds that nobody can open, nobody can say. */
const any = sourceOf({
  name: "raw.*",
  about: "Whatever an archive holds that has no sound list of its files.",
  origin: { kind: "run", rows: () => [] },
  grain: [],
  columns: {},
});

/** Whether what is said of the one table is said of the other. */
export const isAbout = (said: string, table: string): boolean => said === any.name || said === table;

/** Whether it is said of all tables of a source, for an archive that cannot be opened. */
export const isOfArchive = ({ table }: { readonly table: string }): boolean => table === any.name;

/** An archive without a sound list of its files: it settles like a file, and is one that cannot be trusted. */
export const closedArchive = (source: SourceConfig, { file, path }: Entry): FoundFile => ({
  contract: { source, table: any, feedName: null, zone: "UTC" },
  file,
  path,
  fault: new Fault(damaged),
});
