import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import type { MissingFile } from "../files/manifest.js";
import type { DeferredFile } from "../files/settled_files.js";
import { coversTable } from "../files/unreadable_archive.js";
import type { LoadRecord } from "../load_record.js";
import type { LoadedFile } from "./load_file.js";

/** A file that could not be trusted: its bytes are kept apart. Nothing here is a value of it. */
export interface QuarantinedFile {
  readonly kind: "quarantined";
  readonly system: string;
  readonly table: string;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly found: string;
  /** False from the night after: it has been told, and no longer stands in the way of the other files. */
  readonly isNew: boolean;
}

/** The run stands still for files that are too young to be taken for whole. */
export interface WaitEvent {
  readonly kind: "waiting";
  readonly seconds: number;
  readonly file: string;
}

/** What became of one file. */
export type FileEvent = LoadedFile | DeferredFile | QuarantinedFile | MissingFile;
export type LoadListener = (event: FileEvent | WaitEvent) => void;

/** Some files could not be trusted or are missing; the others are loaded. */
export class QuarantineError extends UserError {
  constructor(
    readonly quarantined: readonly (QuarantinedFile | MissingFile)[],
    folder: string,
  ) {
    const list = quarantined.map(({ system, file, found }) => `  ${system}: ${escapeControls(file)}: ${found}`);
    super(
      `${quarantined.length} file(s) missing or in quarantine:\n${list.join("\n")}\nNothing of them is loaded; the bytes are kept in ${folder}. Mend or fetch them again, then run again; the other files are loaded. The next night goes on without what is in quarantine by then.`,
      3,
    );
  }
}

/** Tables of which nothing was ever loaded, because all that there is of them is left or in quarantine. */
export class NothingLoadedError extends UserError {
  constructor(files: readonly (DeferredFile | QuarantinedFile)[]) {
    const list = files.map(
      ({ system, table, file, found }) => `  ${table}: ${system}: ${escapeControls(file)}: ${found}`,
    );
    super(
      `Nothing was ever loaded of ${new Set(files.map(({ table }) => table)).size} table(s):\n${list.join("\n")}\nRun again once the files are whole: numbers without them would be wrong.`,
      3,
    );
  }
}

/** Throws, when all that can be loaded is loaded, where a file is missing, newly in quarantine, or all that its table has. */
export function throwLoadErrors(events: readonly FileEvent[], loads: Iterable<LoadRecord>, folder: string): void {
  const unfit = events.filter(
    (event): event is QuarantinedFile | MissingFile =>
      event.kind === "missing" || (event.kind === "quarantined" && event.isNew),
  );
  if (unfit.length > 0) throw new QuarantineError(unfit, folder);
  const all = [...loads];
  const isLoaded = ({ system, table }: DeferredFile | QuarantinedFile) =>
    all.some((load) => load.system === system && coversTable(table, load.table));
  const alone = events.filter(
    (event): event is DeferredFile | QuarantinedFile =>
      (event.kind === "left" || event.kind === "quarantined") && !isLoaded(event),
  );
  if (alone.length > 0) throw new NothingLoadedError(alone);
}
