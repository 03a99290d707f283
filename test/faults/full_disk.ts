import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./command.js";
import { copyProject, type FaultProject, secondNight } from "./fault_project.js";
import { judgePublished, type KnownContents, rerun, unfinishedFiles } from "./published.js";
import { blame, see, type Tally } from "./tally.js";

/** True if this process may mount a file system in memory, e.g. as root. */
export function canMount(folder: string): boolean {
  const place = join(folder, "mountable");
  mkdirSync(place);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "none", place], { stdio: "ignore" });
    execFileSync("umount", [place], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs the second night on a disk that has only so much room left, then again on the same disk with enough room. Each step
 * needs more than the one before, so that growing rooms fill up while loading, building, publishing and reporting.
 */
export async function fillDiskOnce(
  tally: Tally,
  { base }: FaultProject,
  known: KnownContents,
  kilobytesLeft: number,
  folder: string,
): Promise<void> {
  tally.tries++;
  const disk = join(folder, `disk-${kilobytesLeft}`);
  mkdirSync(disk, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=1g", "none", disk]);
  try {
    const project = copyProject(base, join(disk, "project"));
    const used = Number(execFileSync("du", ["-sk", disk], { encoding: "utf8" }).split("\t")[0]);
    resize(disk, used + kilobytesLeft);
    const ended = await runCommand(secondNight("run", project));
    see(tally, `exit ${ended.code}`);
    if (ended.code !== 0 && ended.code !== 4)
      blame(tally, "wrong", `${kilobytesLeft} KB left: ended with ${ended.code}, expected 4: ${ended.stderr}`);
    if (ended.code === 4 && !/disk|space/i.test(ended.stderr))
      blame(tally, "wrong", `${kilobytesLeft} KB left: the message does not name the disk: ${ended.stderr}`);
    for (const name of unfinishedFiles(project)) blame(tally, "wrong", `${kilobytesLeft} KB left: ${name} remains`);
    resize(disk, 1_000_000);
    const which = await judgePublished(tally, project, known);
    see(tally, `then the published file is the ${which} one`);
    if (ended.code === 0 && which !== "new")
      blame(tally, "silent", `${kilobytesLeft} KB left: exit 0, and the old file is published`);
    await rerun(tally, project, known);
  } finally {
    execFileSync("umount", ["-l", disk]);
  }
}

const resize = (disk: string, kilobytes: number) =>
  execFileSync("mount", ["-o", `remount,size=${kilobytes}k`, disk], { stdio: "ignore" });
