import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../base/errors.js";
import { writeJson } from "../../base/private_file.js";
import { visible } from "../../base/visible.js";
import type { Config } from "../../config/schema.js";
import type { Source } from "../../table/model.js";
import { allContracts } from "../contract.js";
import type { Unread } from "../files/awaited.js";
import { isAbout } from "../files/closed_archive.js";
import type { Missing } from "../files/manifest.js";
import { type Left, stillGrowing } from "../files/settled.js";
import { historyOf } from "../history.js";
import type { FileEvent, Quarantined } from "./load_events.js";
import { accepted, exportsOf, type Fall, judged, type Volume } from "./volume.js";

/** What the last load left behind for the build and for the next load. */
export interface LastLoad {
  readonly left: readonly Left[];
  readonly unread: readonly Unread[];
  readonly volumes: readonly Volume[];
}

const pathOf = (project: string, config: Pick<Config, "publish">) => join(historyOf(project, config), "last_load.json");

/** Nothing of it is known before the first load. */
export async function readLastLoad(project: string, config: Pick<Config, "publish">): Promise<LastLoad> {
  const path = pathOf(project, config);
  const text = await readFile(path, "utf8").catch((error) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return { left: [], unread: [], volumes: [] };
  try {
    return JSON.parse(text);
  } catch {
    const what = "is damaged. Delete it: the next load writes it anew, and holds no export to the one before";
    throw new UserError(`${path}: ${what}.`, 4);
  }
}

const writeLastLoad = (project: string, config: Pick<Config, "publish">, load: LastLoad): Promise<void> =>
  writeJson(pathOf(project, config), load);

/** Leaves behind what became of the files of a run. */
export async function noteLoad(
  { project, config, tables }: { project: string; config: Config; tables: readonly Source[] },
  events: readonly FileEvent[],
  unread: readonly Unread[],
): Promise<void> {
  const { volumes } = await readLastLoad(project, config);
  const place = (of: { system: string; table: string; feed: string | null }) =>
    JSON.stringify([of.system, of.table, of.feed]);
  const places = allContracts(config, tables).map(({ source, table, feedName }) =>
    place({ system: source.name, table: table.name, feed: feedName }),
  );
  const told = events.filter((event) => event.kind !== "loaded");
  const isOf =
    ({ system, table }: { system: string; table: string }) =>
    (event: (typeof told)[number]) =>
      event.system === system && (event.kind === "missing" || isAbout(event.table, table));
  const loaded = events.filter((event) => event.kind === "loaded");
  await writeLastLoad(project, config, {
    left: events.filter((event) => event.kind === "left"),
    unread,
    volumes: judged(
      volumes.filter((volume) => places.includes(place(volume))),
      exportsOf(config, tables, loaded),
      { isUnsure: (of) => told.filter(isPassing).some(isOf(of)), isMet: (of) => told.some(isOf(of)) },
    ),
  });
}

/** Whether a file may yet be part of this night's export; one that is bad or left every night says nothing about the others. */
const isPassing = (event: Left | Quarantined | Missing): boolean =>
  event.kind === "left" ? event.found === stillGrowing : event.kind === "missing" || event.isNew;

/** Exports fell below half of what they were: nothing is published until somebody has looked. */
export class VolumeError extends UserError {
  constructor(readonly fallen: readonly Volume[]) {
    const list = fallen.map((volume) => `  ${fallOf(volume, volume.fallen!)}`);
    super(
      `${fallen.length} export(s) have less than half of the rows before:\n${list.join("\n")}\nNothing is published. Fetch what is cut again, then run again. If it is right, run with --accept-volume: it is remembered. A source that exports only what changed says \`incremental: true\`.`,
      1,
    );
  }
}

/** One line on a fall: whose, of what, how far. */
export const fallOf = ({ system, table }: Volume, { file, files, before, rows }: Fall): string =>
  `${system}: ${visible(file)}${files > 1 ? ` and ${files - 1} more` : ""} -> ${table}: ${rows} rows, ${before} in the last full export`;

/** Refuses to go on where an export fell, unless that is accepted now; what is accepted is never asked about again. */
export async function guardVolume(
  project: string,
  config: Pick<Config, "publish">,
  { accept }: { accept: boolean },
): Promise<void> {
  const load = await readLastLoad(project, config);
  const fallen = load.volumes.filter((volume) => volume.fallen !== null);
  if (fallen.length === 0) return;
  if (!accept) throw new VolumeError(fallen);
  await writeLastLoad(project, config, { ...load, volumes: accepted(load.volumes) });
}
