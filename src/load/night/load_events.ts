import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import type { MissingFile } from "../files/manifest.js";
import type { DeferredFile } from "../files/settled_files.js";
import { coversTable } from "../files/unreadable_archive.js";
import type { LoadRecord } from "../load_record.js";
import { describeFreshness, type SourceFreshness } from "./freshness.js";
import type { LoadedFile } from "./load_file.js";

/** A file that could not be trusted; a copy is kept in quarantine. Contains no value of the file. */
export interface QuarantinedFile {
  readonly kind: "quarantined";
  readonly system: string;
  readonly table: string;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly found: string;
  /** False from the next night on: the file was reported before and no longer stops the run. */
  readonly isNew: boolean;
}

/** The run waits for files that were written only recently. */
export interface WaitEvent {
  readonly kind: "waiting";
  readonly seconds: number;
  readonly file: string;
}

/** What happened to one file. */
export type FileEvent = LoadedFile | DeferredFile | QuarantinedFile | MissingFile;
export type LoadListener = (event: FileEvent | WaitEvent) => void;

/** Some files are missing or could not be trusted; the others are loaded. */
export class QuarantineError extends UserError {
  constructor(
    readonly quarantined: readonly (QuarantinedFile | MissingFile)[],
    folder: string,
  ) {
    const list = quarantined.map(({ system, file, found }) => `  ${system}: ${escapeControls(file)}: ${found}`);
    const hasCopies = quarantined.some(({ kind }) => kind === "quarantined");
    const next = [
      ...(hasCopies ? ["files that are still in quarantine"] : []),
      ...(quarantined.some((file) => file.kind === "missing" && file.feed !== undefined)
        ? ["missing files that closedloop.yaml names, if they were loaded before"]
        : []),
    ];
    super(
      `${quarantined.length} file(s) missing or in quarantine:\n${list.join("\n")}\nThey are not loaded${hasCopies ? `; copies are kept in ${folder}` : ""}. The other files are loaded. Correct the files or fetch them again, then run again.${next.length === 0 ? "" : ` The next night goes on without ${next.join(" and without ")}.`}`,
      3,
    );
  }
}

/** Some tables have no data at all, because all their files are left for the next run or in quarantine. */
export class NothingLoadedError extends UserError {
  constructor(files: readonly (DeferredFile | QuarantinedFile)[]) {
    const list = files.map(
      ({ system, table, file, found }) => `  ${table}: ${system}: ${escapeControls(file)}: ${found}`,
    );
    super(
      `No data was ever loaded for ${new Set(files.map(({ table }) => table)).size} table(s):\n${list.join("\n")}\nNumbers without them would be wrong. Run again when the files are complete.`,
      3,
    );
  }
}

/** Some sources that had new data before have none any more. */
class StaleSourceError extends UserError {
  constructor(stale: readonly SourceFreshness[], { isPublished }: { readonly isPublished: boolean }) {
    const list = stale.map((one) => `${describeFreshness(one)}, at most ${one.error_hours} h are allowed`);
    const done = isPublished ? "The tables are published with the data that is there. " : "";
    super(
      `no new data of ${list.join("\n  ")}\n${done}Check that the export still runs and where its files are. If they come less often, set freshness_hours of the source in closedloop.yaml.`,
      3,
    );
  }
}

/** Throws (exit 3) if a source is stale; called when everything else is done, because the others need not wait for it. */
export function throwIfStale(sources: readonly SourceFreshness[], told: { readonly isPublished: boolean }): void {
  const stale = sources.filter(({ status }) => status === "stale");
  if (stale.length > 0) throw new StaleSourceError(stale, told);
}

/** Called after everything else is loaded: throws if a file is missing or newly in quarantine, or if a table has no data without it. */
export function throwLoadErrors(events: readonly FileEvent[], loads: Iterable<LoadRecord>, folder: string): void {
  const unusable = events.filter(
    (event): event is QuarantinedFile | MissingFile =>
      (event.kind === "missing" && event.isNew !== false) || (event.kind === "quarantined" && event.isNew),
  );
  if (unusable.length > 0) throw new QuarantineError(unusable, folder);
  const all = [...loads];
  const isLoaded = ({ system, table }: DeferredFile | QuarantinedFile) =>
    all.some((load) => load.system === system && coversTable(table, load.table));
  const onlyFiles = events.filter(
    (event): event is DeferredFile | QuarantinedFile =>
      (event.kind === "left" || event.kind === "quarantined") && !isLoaded(event),
  );
  if (onlyFiles.length > 0) throw new NothingLoadedError(onlyFiles);
}
