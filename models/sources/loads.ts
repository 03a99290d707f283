import { instant, text, whole } from "../../src/columns.js";
import { source } from "../../src/model.js";

export const loads = source({
  name: "raw.loads",
  about: "One row per file that was loaded: parsed = loaded + rejected + deduplicated.",
  origin: {
    kind: "run",
    rows: ({ loads }) =>
      loads.map((load) => ({
        load_id: load.load_id,
        system: load.system,
        table_name: load.table,
        file: load.file,
        sha256: load.sha256,
        unknown_headers: load.unknown_headers.join(", "),
        parsed: BigInt(load.parsed),
        loaded: BigInt(load.loaded),
        rejected: BigInt(load.rejected),
        deduplicated: BigInt(load.deduplicated),
        loaded_at: load.loaded_at,
      })),
  },
  grain: ["load_id"],
  columns: {
    load_id: text("Content, source, table and contract in one: the same file loads once"),
    system: text("Source as closedloop.yaml names it"),
    table_name: text("Raw table it went to"),
    file: text("Path below the source's folder"),
    sha256: text("Hash of the file's bytes"),
    unknown_headers: text("Headers that the contract does not know; kept in the history as text"),
    parsed: whole("Records in the file"),
    loaded: whole("Records that fit the contract"),
    rejected: whole("Records that did not, kept apart with their reason"),
    deduplicated: whole("Exact repetitions within the file"),
    loaded_at: instant("The clock of the run that loaded it, UTC"),
  },
});
