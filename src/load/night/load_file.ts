import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Instant } from "../../table/columns.js";
import type { Through } from "../../table/warehouse.js";
import { Fault } from "../../text/fault.js";
import { textOf } from "../../text/formats.js";
import { written } from "../../text/parquet.js";
import { type Contract, keyOf } from "../contract.js";
import type { Identified } from "../files/identified.js";
import { holdTo } from "../files/manifest.js";
import { mustBeSettled } from "../files/settled.js";
import { addLoad, inScratch, touchLoad } from "../history.js";
import type { Loaded } from "../loaded.js";
import { bind } from "../rows/bind.js";
import { changedOf } from "../rows/changed.js";
import { type Ingested, ingest } from "../rows/ingest.js";

/** Where files are loaded to, and what is there already. */
export interface Loader {
  readonly through: Through;
  readonly history: string;
  readonly known: Map<string, Loaded>;
  readonly asOf: Instant;
}

export interface LoadedFile {
  readonly kind: "loaded";
  readonly load: Loaded;
  /** The file that was met: its content may have been loaded under another name. */
  readonly file: string;
  /** False where the same content was loaded before. */
  readonly added: boolean;
}

/**
 * Turns one file into one immutable load, unless its content was loaded before; throws a Fault where it cannot be trusted,
 * Growing where somebody writes to it.
 */
export async function loadFile(loader: Loader, file: Identified): Promise<LoadedFile> {
  try {
    return await loadOnce(loader, file);
  } catch (error) {
    // Whatever was found, it was found in a file that is another one by now.
    if (error instanceof Fault) await mustBeSettled(file);
    throw error;
  }
}

async function loadOnce(loader: Loader, file: Identified): Promise<LoadedFile> {
  await mustBeSettled(file);
  if (file.fault) throw file.fault;
  holdTo(file.expected, { bytes: file.bytes, sha256: file.sha256 });
  const known = loader.known.get(file.id);
  if (known) {
    holdTo(file.expected, { records: known.parsed });
    return { kind: "loaded", load: await seenAgain(loader, known), file: file.file, added: false };
  }
  const load = await inScratch(loader.history, `${file.id}.text`, (scratch) =>
    loader.through((connection) => newLoad(loader, connection, file, scratch)),
  );
  loader.known.set(file.id, load);
  return { kind: "loaded", load, file: file.file, added: true };
}

async function newLoad(
  loader: Loader,
  connection: DuckDBConnection,
  identified: Identified,
  scratch: string,
): Promise<Loaded> {
  const { contract, file, content, sha256, hash, id, bytes, expected } = identified;
  const text = await textOf(connection, content, scratch, contract.source.encoding);
  const bound = bind(contract, text, file);
  const { reject_budget: budget } = contract.source;
  const ingested = await ingest(connection, text, bound, { key: keyOf(contract), budget, scratch, load: id });
  await mustBeSettled(identified);
  holdTo(expected, { records: ingested.parsed });
  const columns = bound.columns.map(({ name, column }) => [name, column.type] as const);
  const load: Loaded = {
    ...named(loader, contract, { load_id: id, contract: hash, file, sha256, bytes }),
    ...counts(ingested),
    columns: Object.fromEntries(columns),
    extras: [...bound.extras.keys()],
    unknown_headers: [...bound.unknownHeaders],
    encoding: text.encoding,
    nuls: text.nuls,
    changed: await changedOf(connection, contract, bound.columns, ingested.path),
  };
  await addLoad(loader.history, load, (folder) => write(connection, folder, id, ingested));
  return load;
}

async function seenAgain({ history, known, asOf }: Loader, load: Loaded): Promise<Loaded> {
  if (load.last_seen_at >= asOf) return load;
  const seen = { ...load, last_seen_at: asOf };
  await touchLoad(history, seen);
  known.set(seen.load_id, seen);
  return seen;
}

const named = (
  { asOf }: Loader,
  { source, table, feedName }: Contract,
  file: Pick<Loaded, "load_id" | "contract" | "file" | "sha256" | "bytes">,
) => ({
  ...file,
  ...{ system: source.name, product: source.system, table: table.name, feed: feedName },
  ...{ loaded_at: asOf, last_seen_at: asOf },
  format: /[^.]+(\.gz)?$/.exec(file.file.toLowerCase())![0],
});

const counts = ({ parsed, loaded, rejected, deduplicated, rejects }: Ingested) => ({
  ...{ parsed, loaded, rejected, deduplicated, rejects },
});

async function write(connection: DuckDBConnection, folder: string, id: string, ingested: Ingested) {
  const { path, rows, rejectedRows, parsed, loaded } = ingested;
  const kept = join(folder, "rows.parquet");
  if (loaded === parsed) await rename(path, kept);
  else {
    const count = await written(connection, `select * exclude ("#row", "#fault") from (${rows}) order by "#row"`, kept);
    // Counted at the last moment: what is neither written, rejected nor a copy would be lost.
    if (count !== loaded) throw new Error(`${id}: ${loaded} rows were to be kept, but ${count} were written`);
  }
  await written(connection, rejectedRows, join(folder, "rejects.parquet"));
}
