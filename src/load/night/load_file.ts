import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Instant } from "../../table/columns.js";
import type { WithConnection } from "../../table/database_file.js";
import { Fault } from "../../text/fault.js";
import { headerKey } from "../../text/header.js";
import { copyToParquet } from "../../text/parquet.js";
import { readTextRelation } from "../../text/read_text.js";
import type { IdentifiedFile } from "../files/identify_files.js";
import { assertMatchesManifest } from "../files/manifest.js";
import { assertUnchanged } from "../files/settled_files.js";
import type { ForgottenPeople } from "../forgotten_people.js";
import { addLoad, updateLoad, withHistoryScratch } from "../history.js";
import { deletedColumn, hasOwnId, keyColumns, type LoadContract } from "../load_contract.js";
import type { LoadNote, LoadRecord } from "../load_record.js";
import { withoutMark } from "../raw/verified_loads.js";
import { type BoundColumns, bindColumns, wantedHeaderKeys } from "../rows/bind_columns.js";
import { readNewest, readSpans } from "../rows/change_span.js";
import { emptyExport, isEmptyList } from "../rows/empty_export.js";
import { type IngestResult, ingest, type RecordKey } from "../rows/ingest.js";
import { validSince } from "../rows/replica_versions.js";
import { findDamage } from "../verify_history.js";

/** The history that files are loaded into, and its loads by id. */
export interface Loader {
  readonly withConnection: WithConnection;
  readonly history: string;
  readonly known: Map<string, LoadRecord>;
  /** Loads that were left out because they are damaged, by id; one that is made again counts again. */
  readonly leftOut: Map<string, LoadRecord>;
  readonly asOf: Instant;
  /** Whose records are left out; undefined if nobody was forgotten. */
  readonly forgotten?: ForgottenPeople | undefined;
  /** Collects hashes of ids of forgotten people that are not known yet. */
  readonly learned: Set<string>;
}

export interface LoadedFile {
  readonly kind: "loaded";
  readonly load: LoadRecord;
  /** The path of this file; its content may have been loaded under another name. */
  readonly file: string;
  /** False if the same content was loaded before. */
  readonly added: boolean;
  /** What was damaged in the history, if the load was made again from this file, e.g. `rows.parquet is missing`. */
  readonly repaired?: string;
}

/**
 * Turns one file into one immutable load, unless its content was loaded before. Throws a Fault if the file cannot be trusted,
 * and a FileChangedError if it changes meanwhile.
 */
export async function loadFile(loader: Loader, file: IdentifiedFile): Promise<LoadedFile> {
  try {
    return await loadOnce(loader, file);
  } catch (error) {
    // If the file has changed meanwhile, the fault may come from a half-written file.
    if (error instanceof Fault) await assertUnchanged(file);
    throw error;
  }
}

async function loadOnce(loader: Loader, file: IdentifiedFile): Promise<LoadedFile> {
  await assertUnchanged(file);
  if (file.fault) throw file.fault;
  assertMatchesManifest(file.expected, { bytes: file.bytes, sha256: file.sha256 });
  const known = loader.known.get(file.id) ?? loader.leftOut.get(file.id);
  if (known) {
    assertMatchesManifest(file.expected, { records: known.parsed });
    return { kind: "loaded", file: file.file, added: false, ...(await meetAgain(loader, file, known)) };
  }
  const load = await inScratch(loader, file, (connection, scratch) => createLoad(loader, connection, file, scratch));
  loader.known.set(file.id, load);
  return { kind: "loaded", load, file: file.file, added: true };
}

const inScratch = <T>(
  { history, withConnection }: Loader,
  { id }: IdentifiedFile,
  work: (connection: DuckDBConnection, scratch: string) => Promise<T>,
) => withHistoryScratch(history, `${id}.text`, (scratch) => withConnection((connection) => work(connection, scratch)));

/** Notes that a content was met again. If its load is damaged, it is made again; if that fails, it stays damaged, and the build will say so. */
async function meetAgain(
  loader: Loader,
  file: IdentifiedFile,
  known: LoadRecord,
): Promise<Pick<LoadedFile, "load" | "repaired">> {
  const damage = await findDamage(loader.history, known);
  if (damage === undefined) return { load: await updateLastSeen(loader, withoutMark(known), file.file) };
  const repaired = await repairLoad(loader, file, known);
  if (repaired === undefined) return { load: known };
  return { load: await updateLastSeen(loader, repaired, file.file), repaired: damage.found };
}

/**
 * Makes the damaged files of a load again from a file with the same content. Its record stays, with the times at which it was
 * loaded and seen. Undefined if the file does not give the same records: then the damaged load stays as it is.
 */
async function repairLoad(loader: Loader, file: IdentifiedFile, damaged: LoadRecord): Promise<LoadRecord | undefined> {
  return inScratch(loader, file, async (connection, scratch) => {
    // Its first name may decide what its rows are.
    const named = { ...file, file: damaged.file };
    const { load, ingested } = await readLoad(loader, connection, named, scratch);
    const isSame = repeatedMembers.every((name) => JSON.stringify(load[name]) === JSON.stringify(damaged[name]));
    // Since it was loaded, somebody may have been forgotten, or may count again.
    if (!isSame || recordsOf(load) !== recordsOf(damaged)) return undefined;
    const { forgotten: _, ...sound } = withoutMark(damaged);
    const { loaded, rejected, rejects } = load;
    const record = { ...sound, loaded, rejected, rejects, ...(load.forgotten ? { forgotten: load.forgotten } : {}) };
    return addLoad(loader.history, record, (folder) => writeLoadFiles(connection, folder, file.id, ingested));
  });
}

/** What the same content gives each time it is read. */
const repeatedMembers = ["parsed", "deduplicated", "columns", "extras"] as const;

const recordsOf = ({ loaded, rejected, forgotten = 0 }: LoadRecord) => loaded + rejected + forgotten;

async function createLoad(
  loader: Loader,
  connection: DuckDBConnection,
  identified: IdentifiedFile,
  scratch: string,
): Promise<LoadRecord> {
  const { load, ingested } = await readLoad(loader, connection, identified, scratch);
  return addLoad(loader.history, load, (folder) => writeLoadFiles(connection, folder, load.load_id, ingested));
}

/** Reads a file into the scratch folder; returns the record of its load and where its rows are. */
async function readLoad(
  loader: Loader,
  connection: DuckDBConnection,
  identified: IdentifiedFile,
  scratch: string,
): Promise<{ load: LoadRecord; ingested: IngestResult }> {
  const { contract, file, content, sha256, hash, id, bytes, expected } = identified;
  const wanted = wantedHeaderKeys(contract);
  const read = await readTextRelation(connection, content, scratch, {
    encoding: contract.source.encoding,
    wants: (name) => wanted.has(headerKey(name)),
  });
  const text = isEmptyList(read) ? emptyExport(read, contract) : read;
  const bound = bindColumns(contract, text, file);
  const { reject_budget: budget } = contract.source;
  const ingested = await ingest(connection, text, bound, {
    contract,
    key: recordKey(contract, bound),
    budget,
    scratch,
    load: id,
    forgotten: loader.forgotten,
    bindFor: (readings) => bindColumns(contract, text, file, readings),
  });
  for (const hash of ingested.learned) loader.learned.add(hash);
  await assertUnchanged(identified);
  assertMatchesManifest(expected, { records: ingested.parsed });
  const notes = [...text.notes, ...ingested.fileNotes, ...unreadNotes(contract, bound, ingested.loaded)];
  const columns = bound.columns.map(({ name, column }) => [name, column.type] as const);
  const load: LoadRecord = {
    ...loadIdentity(loader, contract, { load_id: id, contract: hash, file, sha256, bytes }),
    ...counts(ingested),
    columns: Object.fromEntries(columns),
    extras: [...bound.extras.keys()],
    unknown_headers: [...bound.unknownHeaders],
    encoding: text.encoding,
    nuls: text.nuls,
    ...(notes.length > 0 ? { file_notes: notes } : {}),
    ...(await readSpans(connection, contract, bound.columns, ingested.path)),
    newest_at: await readNewest(connection, contract, bound.columns, ingested.path, loader.asOf),
  };
  return { load, ingested };
}

/** Columns with more than a column can hold, which another file would give. */
function unreadNotes({ table: { origin } }: LoadContract, { extras }: BoundColumns, records: number): LoadNote[] {
  const remedies = origin.kind === "export" ? Object.entries(origin.unreadHeaders ?? {}) : [];
  return remedies.flatMap(([header, remedy]) =>
    [...extras.keys()]
      .filter((name) => headerKey(name) === headerKey(header))
      .map((column) => ({ code: "columns with histories, not read", records, column, remedy })),
  );
}

const recordKey = (contract: LoadContract, { extras }: BoundColumns): RecordKey => {
  const { origin } = contract.table;
  const changed = origin.kind === "export" ? (origin.changedColumns ?? []) : [];
  const deleted = hasOwnId(contract.table) ? undefined : deletedColumn(contract.table);
  return {
    names: keyColumns(contract),
    changed,
    ...(deleted === undefined ? {} : { deleted }),
    hasVersions: validSince({ extras: [...extras.keys()] }) !== undefined,
  };
};

async function updateLastSeen({ history, known, asOf }: Loader, load: LoadRecord, file: string): Promise<LoadRecord> {
  const before = load.seen ?? [{ file: load.file, first: load.loaded_at, last: load.last_seen_at }];
  const here = before.find((seen) => seen.file === file) ?? { file, first: asOf, last: asOf };
  const last_seen_at = later(load.last_seen_at, asOf);
  known.set(load.load_id, load);
  if (load.seen?.includes(here) && later(here.last, asOf) === here.last && last_seen_at === load.last_seen_at)
    return load;
  const others = before.filter((seen) => seen.file !== file);
  const seen = { ...load, last_seen_at, seen: [...others, { ...here, last: later(here.last, asOf) }] };
  await updateLoad(history, seen);
  known.set(seen.load_id, seen);
  return seen;
}

/** Compared without the Z, so that any number of digits sorts as text. */
const later = (one: Instant, other: Instant): Instant => (one.slice(0, -1) >= other.slice(0, -1) ? one : other);

const loadIdentity = (
  { asOf }: Loader,
  { source, table, feedName }: LoadContract,
  file: Pick<LoadRecord, "load_id" | "contract" | "file" | "sha256" | "bytes">,
) => ({
  ...file,
  system: source.name,
  product: source.system,
  table: table.name,
  feed: feedName,
  loaded_at: asOf,
  last_seen_at: asOf,
  seen: [{ file: file.file, first: asOf, last: asOf }],
  format: /[^.]+(\.gz)?$/.exec(file.file.toLowerCase())![0],
});

const counts = ({ parsed, loaded, rejected, deduplicated, forgotten, rejects, notes, nullWords }: IngestResult) => ({
  parsed,
  loaded,
  rejected,
  deduplicated,
  ...(forgotten > 0 ? { forgotten } : {}),
  rejects,
  notes,
  ...(nullWords.length > 0 ? { null_words: nullWords } : {}),
});

async function writeLoadFiles(connection: DuckDBConnection, folder: string, id: string, ingested: IngestResult) {
  const { path, rows, rejectedRows, parsed, loaded, isFiltered } = ingested;
  const rowsFile = join(folder, "rows.parquet");
  if (loaded === parsed && !isFiltered) await rename(path, rowsFile);
  else {
    const count = await copyToParquet(
      connection,
      `select * exclude ("#row", "#fault") from (${rows}) order by "#row"`,
      rowsFile,
    );
    // Every record must be written, rejected or a copy; none may be lost.
    if (count !== loaded) throw new Error(`${id}: ${loaded} rows should be written, but ${count} were`);
  }
  await copyToParquet(connection, rejectedRows, join(folder, "rejects.parquet"));
}
