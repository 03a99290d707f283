import type { FileEvent } from "../load/load_events.js";
import { shown } from "../shown.js";
import type { FileResult } from "./run_results.js";

const nothing = {
  ...{ table: null, sha256: null, bytes: null, format: null, load_id: null },
  ...{ parsed: null, loaded: null, rejected: null, deduplicated: null, found: null },
  ...{ new_columns: [], gone_columns: [] },
};

/** What became of one file, for the results of the run. */
export function fileResult(event: FileEvent): FileResult {
  const file = shown(event.file);
  if (event.kind !== "loaded") {
    const { kind: status, system: source, found } = event;
    const known = event.kind === "quarantined" ? { sha256: event.sha256, bytes: event.bytes } : {};
    return { ...nothing, ...("table" in event ? { table: event.table } : {}), ...known, source, file, status, found };
  }
  const { load, added } = event;
  const { table, sha256, load_id, parsed, loaded, rejected, deduplicated } = load;
  return {
    ...nothing,
    ...{ source: load.system, table, file, status: added ? "added" : "known", sha256, load_id },
    ...{ bytes: load.bytes ?? null, format: load.format ?? null, parsed, loaded, rejected, deduplicated },
    ...(added
      ? { new_columns: load.drift?.added.map(shown) ?? [], gone_columns: load.drift?.gone.map(shown) ?? [] }
      : {}),
  };
}
