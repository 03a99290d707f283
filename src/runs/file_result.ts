import { escapeControls } from "../base/escape_controls.js";
import { maskAddresses } from "../base/mask_addresses.js";
import { allTables, coversAllTables } from "../load/files/unreadable_archive.js";
import type { FileEvent } from "../load/night/load_events.js";
import type { FileResult } from "./run_results.js";

/** A name from outside that others may read: a file or a column may be named after a person. */
const printableName = (name: string) => maskAddresses(escapeControls(name));

/** The result of one file, for `run_results.json`. */
export function createFileResult(event: FileEvent): FileResult {
  const file = printableName(event.file);
  if (event.kind !== "loaded") {
    const { kind: status, system: source, found } = event;
    const { table: named = allTables } = event;
    const table = coversAllTables({ table: named }) ? null : named;
    const { sha256, bytes } = event.kind === "quarantined" ? event : { sha256: null, bytes: null };
    return {
      source,
      table,
      file,
      status,
      found: maskAddresses(found),
      sha256,
      bytes,
      format: null,
      load_id: null,
      parsed: null,
      loaded: null,
      rejected: null,
      deduplicated: null,
      forgotten: null,
      new_columns: [],
      gone_columns: [],
    };
  }
  const { load, added } = event;
  const { system: source, table, sha256, bytes = null, format = null, load_id } = load;
  const { parsed, loaded, rejected, deduplicated, forgotten = 0 } = load;
  const drift = added && load.drift ? load.drift : { added: [], gone: [] };
  return {
    source,
    table,
    file,
    status: added ? "added" : "known",
    found: null,
    sha256,
    bytes,
    format,
    load_id,
    parsed,
    loaded,
    rejected,
    deduplicated,
    forgotten,
    new_columns: drift.added.map(printableName),
    gone_columns: drift.gone.map(printableName),
  };
}
