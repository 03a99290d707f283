import { rename, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Instant } from "../columns.js";
import type { Through } from "../warehouse.js";
import { bind } from "./bind.js";
import { sha256Of } from "./bytes.js";
import { type Contract, contractHash, keyOf, loadId } from "./contract.js";
import { Fault } from "./fault.js";
import type { FoundFile } from "./find.js";
import { textOf } from "./formats.js";
import { addLoad, inScratch, touchLoad } from "./history.js";
import { type Ingested, ingest } from "./ingest.js";
import type { Loaded } from "./loaded.js";
import { written } from "./parquet.js";

/** Where files are loaded to, and what is there already. */
export interface Loader {
  readonly through: Through;
  readonly history: string;
  readonly known: Map<string, Loaded>;
  readonly asOf: Instant;
  /** The last file of each load that is or was worked on. */
  readonly turns: Map<string, Promise<unknown>>;
}

/** A file whose bytes were read once: they say which load it is. */
export interface Identified extends FoundFile {
  readonly sha256: string;
  readonly hash: string;
  readonly id: string;
  readonly size: number;
  readonly mtimeMs: number;
}

export interface LoadedFile {
  readonly load: Loaded;
  /** False where the same content was loaded before. */
  readonly added: boolean;
}

/** Reads one file after the other, each when it is asked for. */
export async function* identified(files: readonly FoundFile[]): AsyncGenerator<Identified> {
  for (const file of files) {
    const { size, mtimeMs } = await stat(file.path);
    const sha256 = await sha256Of(file.path);
    const hash = contractHash(file.contract);
    yield { ...file, sha256, hash, id: loadId(sha256, file.contract, hash), size, mtimeMs };
  }
}

/** Turns one file into one immutable load, unless its content was loaded before; a Fault where it cannot be trusted. */
export function loadFile(loader: Loader, file: Identified): Promise<LoadedFile> {
  // Of two files of one content the first is the load: the second waits for it.
  const turn = (loader.turns.get(file.id) ?? Promise.resolve()).catch(() => {}).then(() => loadOnce(loader, file));
  loader.turns.set(file.id, turn);
  return turn;
}

async function loadOnce(loader: Loader, file: Identified): Promise<LoadedFile> {
  const known = loader.known.get(file.id);
  if (known) return { load: await seenAgain(loader, known), added: false };
  const load = await inScratch(loader.history, `${file.id}.text`, (scratch) =>
    loader.through((connection) => newLoad(loader, connection, file, scratch)),
  );
  loader.known.set(file.id, load);
  return { load, added: true };
}

async function newLoad(
  loader: Loader,
  connection: DuckDBConnection,
  { contract, file, path, sha256, hash, id, ...before }: Identified,
  scratch: string,
): Promise<Loaded> {
  const text = await textOf(connection, path, scratch, contract.source.encoding);
  const bound = bind(contract, text);
  const { reject_budget: budget } = contract.source;
  const ingested = await ingest(connection, text, bound, { key: keyOf(contract), budget, scratch, load: id });
  const after = await stat(path);
  if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw new Fault("it grew while it was read");
  const columns = bound.columns.map(({ name, column }) => [name, column.type] as const);
  const load: Loaded = {
    ...named(loader, contract, { load_id: id, contract: hash, file, sha256 }),
    ...counts(ingested),
    columns: Object.fromEntries(columns),
    extras: [...bound.extras.keys()],
    unknown_headers: [...bound.unknownHeaders],
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
  file: Pick<Loaded, "load_id" | "contract" | "file" | "sha256">,
) => ({
  ...file,
  ...{ system: source.name, product: source.system, table: table.name, feed: feedName },
  ...{ loaded_at: asOf, last_seen_at: asOf },
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
