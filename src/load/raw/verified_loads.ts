/** The loads that a build may read: those whose files are what was written. */
import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import type { Config } from "../../config/config_schema.js";
import { historyFolder } from "../../config/project_paths.js";
import type { Instant } from "../../table/columns.js";
import type { Source } from "../../table/model.js";
import { type HistoryRecords, mendHistory, setLoadAside, updateLoad } from "../history.js";
import { createAllLoadContracts } from "../load_contract.js";
import type { LoadRecord } from "../load_record.js";
import { type DamagedLoad, findDamage, findDamagedLoads, unreadableLoad } from "../verify_history.js";
import { findCountedLoads } from "./counted_loads.js";

/** Loads that count are damaged, so the tables would be wrong. */
export class DamagedHistoryError extends UserError {
  constructor(
    readonly damaged: readonly DamagedLoad[],
    history: string,
  ) {
    const list = damaged.map((one) => `  ${describeLoad(one)}: ${one.found}`);
    super(
      `${damaged.length} load(s) in the history are damaged:\n${list.join("\n")}\nNothing is published. Put the same export back into its folder and run \`closedloop run\`, which makes the load again, or restore ${history} from a backup. To go on without these loads: closedloop run --leave-out-damaged, which is remembered.`,
      4,
    );
  }
}

/** Which file it was, and when it was loaded. */
export const describeLoad = ({ load_id, load }: Pick<DamagedLoad, "load_id" | "load">): string =>
  load === undefined
    ? `${load_id}: a load of which nothing else is known`
    : `${load.system}: ${escapeControls(load.file)} -> ${load.table}, loaded ${load.loaded_at} (${load_id})`;

/** The history as a build reads it. */
export interface VerifiedHistory {
  readonly loads: readonly LoadRecord[];
  /** Loads that runs with `--leave-out-damaged` left out, also this one. */
  readonly leftOut: readonly DamagedLoad[];
  /** Loads with sound rows whose rejected records are damaged; they count. */
  readonly withoutRejects: readonly DamagedLoad[];
}

interface VerifyInput {
  readonly project: string;
  readonly config: Config;
  readonly tables: readonly Source[];
  readonly asOf: Instant;
  /** True if damaged loads are left out, now and in later runs, until they are sound again. */
  readonly leaveOutDamaged: boolean;
}

/**
 * Mends the history, compares every load that counts with its hashes, and returns what a build may read. A DamagedHistoryError
 * if a load that counts is damaged, unless it may be left out. A load that was left out and is sound again is taken back.
 */
export async function readVerifiedHistory(run: VerifyInput): Promise<VerifiedHistory> {
  const { project, config, tables, asOf } = run;
  const history = historyFolder(project, config);
  const found = await mendHistory(history);
  const { back, out } = await takeBackSound(history, found.leftOut);
  const contracts = createAllLoadContracts(config, tables);
  const damaged: DamagedLoad[] = found.unreadable.map(unreadableLoad);
  const withoutRejects: DamagedLoad[] = [];
  const verified = new Set<string>();
  let loads = [...found.loads, ...back];
  for (;;) {
    // Without a damaged load an older content of its file may count, so that is compared next.
    const next = findCountedLoads(contracts, loads).filter(({ load_id }) => !verified.has(load_id));
    if (next.length === 0) break;
    for (const { load_id } of next) verified.add(load_id);
    const ids = new Set(next.map(({ load_id }) => load_id));
    const worse = await findDamagedLoads(
      history,
      loads.filter(({ load_id }) => ids.has(load_id)),
    );
    const lost = worse.filter(({ hasSoundRows }) => !hasSoundRows);
    damaged.push(...lost);
    withoutRejects.push(...worse.filter(({ hasSoundRows }) => hasSoundRows));
    const isLost = new Set(lost.map(({ load_id }) => load_id));
    loads = loads.filter(({ load_id }) => !isLost.has(load_id));
  }
  if (damaged.length > 0 && !run.leaveOutDamaged) throw new DamagedHistoryError(damaged, history);
  await leaveOutLoads(history, damaged, asOf);
  const aside = found.setAside.map(unreadableLoad);
  return { loads, leftOut: [...out, ...aside, ...damaged], withoutRejects };
}

/** The record of a load that counts again. */
export function withoutMark({ left_out_at, left_out_because, ...load }: LoadRecord): LoadRecord {
  return load;
}

/** Loads that were left out and whose files are what was written, e.g. since they were restored from a backup, count again. */
async function takeBackSound(
  history: string,
  leftOut: readonly LoadRecord[],
): Promise<{ back: LoadRecord[]; out: DamagedLoad[] }> {
  const [back, out]: [LoadRecord[], DamagedLoad[]] = [[], []];
  for (const load of leftOut) {
    const damage = await findDamage(history, load);
    if (damage === undefined) {
      const sound = withoutMark(load);
      await updateLoad(history, sound);
      back.push(sound);
    } else out.push(damage);
  }
  return { back, out };
}

/** Marks loads as left out; the folder of one of which nothing is known is put aside. */
async function leaveOutLoads(history: string, damaged: readonly DamagedLoad[], asOf: Instant): Promise<void> {
  for (const { load_id, load, found } of damaged) {
    if (load === undefined) await setLoadAside(history, load_id);
    else await updateLoad(history, { ...load, left_out_at: asOf, left_out_because: found });
  }
}

/** Mends the history before a load. A DamagedHistoryError if nothing is known of a load, unless it may be left out: its export would otherwise count as loaded today. */
export async function mendBeforeLoad(
  history: string,
  { asOf, leaveOutDamaged }: Pick<VerifyInput, "asOf" | "leaveOutDamaged">,
): Promise<HistoryRecords> {
  const found = await mendHistory(history);
  const unknown = found.unreadable.map(unreadableLoad);
  if (unknown.length > 0 && !leaveOutDamaged) throw new DamagedHistoryError(unknown, history);
  await leaveOutLoads(history, unknown, asOf);
  return found;
}
