import type { RunFacts } from "../../src/runs/run_facts.js";
import { instant, nullable, personal, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const loads = source({
  name: "raw.loads",
  about: "One row per loaded file; parsed = loaded + rejected + deduplicated.",
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
    load_id: text("Hash of the content, source, table and contract, so that the same file is loaded once"),
    system: text("Name of the source in closedloop.yaml"),
    table_name: text("Raw table that the file was loaded into"),
    file: personal(text("Path of the file in the source's folder")),
    sha256: text("Hash of the file's bytes"),
    format: nullable(
      text("csv, csv.gz, parquet, ... from the file's name; null for loads by early versions of closedloop"),
    ),
    encoding: nullable(text("utf-8, latin-1, utf-16le, ...; null for loads by early versions of closedloop")),
    unknown_headers: text("Headers that the contract does not have, kept as text; blank if none"),
    new_columns: text("Columns that the previous load of the table did not have; blank if none"),
    gone_columns: text("Columns that only the previous load of the table had; blank if none"),
    bytes: nullable(whole("Size of the file; null for loads by early versions of closedloop")),
    nul_bytes: nullable(whole("NUL bytes that were left out; null for loads by early versions of closedloop")),
    parsed: whole("Records in the file"),
    loaded: whole("Records that match the contract"),
    rejected: whole("Records that do not match the contract, kept in a file with their reason"),
    deduplicated: whole("Records that a later one of the file with the same id and change date replaces"),
    loaded_at: instant("When it was loaded, by the clock of the run, UTC"),
    last_seen_at: instant("When a run last found a file with this content, by the clock of the run, UTC"),
  },
});
