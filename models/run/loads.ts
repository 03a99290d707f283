import type { RunFacts } from "../../src/runs/run_facts.js";
import { instant, nullable, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const loads = source({
  name: "raw.loads",
  about: "One row per file that was loaded: parsed = loaded + rejected + deduplicated.",
  origin: {
    kind: "run",
    rows: ({ loads }: RunFacts) =>
      loads.map((load) => ({
        load_id: load.load_id,
        system: load.system,
        table_name: load.table,
        file: load.file,
        sha256: load.sha256,
        format: load.format ?? null,
        encoding: load.encoding ?? null,
        unknown_headers: load.unknown_headers.join(", "),
        new_columns: load.drift?.added.join(", ") ?? "",
        gone_columns: load.drift?.gone.join(", ") ?? "",
        bytes: load.bytes === undefined ? null : BigInt(load.bytes),
        nul_bytes: load.nuls === undefined ? null : BigInt(load.nuls),
        parsed: BigInt(load.parsed),
        loaded: BigInt(load.loaded),
        rejected: BigInt(load.rejected),
        deduplicated: BigInt(load.deduplicated),
        loaded_at: load.loaded_at,
        last_seen_at: load.last_seen_at,
      })),
  },
  grain: ["load_id"],
  columns: {
    load_id: text("Content, source, table and contract in one: the same file loads once"),
    system: text("Source as closedloop.yaml names it"),
    table_name: text("Raw table it went to"),
    file: text("Path below the source's folder"),
    sha256: text("Hash of the file's bytes"),
    format: nullable(text("csv, csv.gz, parquet, ... as its name says; null of loads of the first versions")),
    encoding: nullable(
      text("utf-8, latin-1, utf-16le, ...; parquet has none of its own; null of loads of the first versions"),
    ),
    unknown_headers: text("Headers that the contract does not know; kept in the history as text"),
    new_columns: text("Columns that the load of the same table before did not have; blank: none"),
    gone_columns: text("Columns that the load of the same table before had; blank: none"),
    bytes: nullable(whole("Size of the file; null of loads of the first versions")),
    nul_bytes: nullable(whole("NUL bytes that were left out; null of loads of the first versions")),
    parsed: whole("Records in the file"),
    loaded: whole("Records that fit the contract"),
    rejected: whole("Records that did not, kept apart with their reason"),
    deduplicated: whole("Exact repetitions within the file"),
    loaded_at: instant("The clock of the run that loaded it, UTC"),
    last_seen_at: instant("The clock of the last run that met the content, UTC"),
  },
});
