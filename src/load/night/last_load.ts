import { join } from "node:path";
import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import { readWithCopy, writeWithCopy } from "../../base/sealed_json.js";
import type { Config } from "../../config/config_schema.js";
import { historyFolder } from "../../config/project_paths.js";
import type { Source } from "../../table/model.js";
import type { UnreadFiles } from "../files/expected_files.js";
import type { MissingFile } from "../files/manifest.js";
import { type DeferredFile, stillGrowing } from "../files/settled_files.js";
import { coversTable } from "../files/unreadable_archive.js";
import { createAllLoadContracts, feedOf } from "../load_contract.js";
import { feedKey } from "../load_record.js";
import type { FileEvent, QuarantinedFile } from "./load_events.js";
import { acceptDrops, groupSnapshots, updateVolumes, type Volume, type VolumeDrop } from "./volume.js";

/** What the last load recorded for the build and for the next load. */
export interface LastLoad {
  readonly left: readonly DeferredFile[];
  readonly unread: readonly UnreadFiles[];
  /** Listed or named files that were not there; the first versions did not record them. */
  readonly missing?: readonly MissingFile[];
  readonly volumes: readonly Volume[];
}

const lastLoadPath = (project: string, config: Pick<Config, "publish">) =>
  join(historyFolder(project, config), "last_load.json");

/** Reads the record of the last load; empty before the first load. */
export async function readLastLoad(project: string, config: Pick<Config, "publish">): Promise<LastLoad> {
  const path = lastLoadPath(project, config);
  const read = await readWithCopy(path);
  if (read === undefined) return { left: [], unread: [], volumes: [] };
  if (read !== null && [read.left, read.unread, read.volumes].every(Array.isArray)) return read as unknown as LastLoad;
  throw new UserError(
    `${path}: found a damaged file, and no sound copy of it. Delete it and last_load.copy.json: the next load writes new ones, but cannot compare the sizes of its exports with those before.`,
    4,
  );
}

export const writeLastLoad = (project: string, config: Pick<Config, "publish">, load: LastLoad): Promise<void> =>
  writeWithCopy(lastLoadPath(project, config), load);

/** Records what happened to the files of a run. */
export async function recordLastLoad(
  { project, config, tables }: { project: string; config: Config; tables: readonly Source[] },
  events: readonly FileEvent[],
  unread: readonly UnreadFiles[],
): Promise<void> {
  const { volumes } = await readLastLoad(project, config);
  const configured = new Set(createAllLoadContracts(config, tables).map((contract) => feedKey(feedOf(contract))));
  const notLoaded = events.filter((event) => event.kind !== "loaded");
  const isOf =
    ({ system, table }: { system: string; table: string }) =>
    (event: (typeof notLoaded)[number]) =>
      event.system === system && (event.table === undefined || coversTable(event.table, table));
  const loaded = events.filter((event) => event.kind === "loaded");
  await writeLastLoad(project, config, {
    left: events.filter((event) => event.kind === "left"),
    unread,
    missing: events.filter((event) => event.kind === "missing"),
    volumes: updateVolumes(
      volumes.filter((volume) => configured.has(feedKey(volume))),
      groupSnapshots(config, tables, loaded),
      { isUnsure: (of) => notLoaded.filter(mayStillArrive).some(isOf(of)), isMet: (of) => notLoaded.some(isOf(of)) },
    ),
  });
}

/** True if a file may still become part of this night's export. A file that is bad or left every night does not count. */
const mayStillArrive = (event: DeferredFile | QuarantinedFile | MissingFile): boolean =>
  event.kind === "left" ? event.found === stillGrowing : event.isNew !== false;

/** Some exports have less than half of their earlier rows. Nothing is published until someone decides. */
export class VolumeError extends UserError {
  constructor(readonly fallen: readonly Volume[]) {
    const list = fallen.map((volume) => `  ${formatVolumeDrop(volume, volume.fallen!)}`);
    super(
      `${fallen.length} export(s) have less than half of their earlier rows:\n${list.join("\n")}\nNothing is published. If an export was cut, fetch it again and run again. If its size is right, run with --accept-volume, which is remembered. For a source that exports only changes, set \`incremental: true\`.`,
      1,
    );
  }
}

/** One line about a drop: source, files, table, rows now and before. */
const formatVolumeDrop = ({ system, table }: Volume, { file, files, before, rows }: VolumeDrop): string =>
  `${system}: ${escapeControls(file)}${files > 1 ? ` and ${files - 1} more` : ""} -> ${table}: ${rows} rows, ${before} in the last full export`;

/** Throws a VolumeError if an export dropped and `accept` is false. An accepted drop is recorded and not reported again. */
export async function checkVolumes(
  project: string,
  config: Pick<Config, "publish">,
  { accept }: { accept: boolean },
): Promise<void> {
  const load = await readLastLoad(project, config);
  const fallen = load.volumes.filter((volume) => volume.fallen !== null);
  if (fallen.length === 0) return;
  if (!accept) throw new VolumeError(fallen);
  await writeLastLoad(project, config, { ...load, volumes: acceptDrops(load.volumes) });
}
