/** How things are measured: a child process with its time, its processor time and its memory; medians; `count(*)`. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withWarehouse } from "../src/table/database_file.js";

/** What a process took. */
export interface ProcessUsage {
  readonly seconds: number;
  /** Of all its threads. */
  readonly processorSeconds: number;
  /** Most memory that was resident at once, in bytes. */
  readonly peakBytes: number;
}

/** A line that a process told, and how many seconds after its start. */
export interface OutputLine {
  readonly at: number;
  readonly line: string;
}

export interface FinishedProcess extends ProcessUsage {
  readonly code: number | null;
  readonly stderrLines: readonly OutputLine[];
  readonly stdout: string;
}

/** The process measures itself at its end: nobody else knows all of it. */
const selfMeasuring = `data:text/javascript,${encodeURIComponent(`
  import { writeFileSync } from "node:fs";
  process.on("exit", () => writeFileSync(process.env.BENCH_USED, JSON.stringify(process.resourceUsage())));`)}`;

/** Runs Node with these arguments to its end, whatever that is. */
export async function runNode(args: readonly string[]): Promise<FinishedProcess> {
  const folder = mkdtempSync(join(tmpdir(), "closedloop-bench-"));
  const file = join(folder, "used.json");
  const started = performance.now();
  const since = () => (performance.now() - started) / 1000;
  const child = spawn(process.execPath, ["--import", selfMeasuring, ...args], {
    env: { ...process.env, BENCH_USED: file },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const told: OutputLine[] = [];
  let [stdout, rest] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    told.push(...lines.map((line) => ({ at: since(), line })));
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const seconds = since();
  const used = JSON.parse(readFileSync(file, "utf8")) as NodeJS.ResourceUsage;
  rmSync(folder, { recursive: true });
  return {
    code,
    stderrLines: told,
    stdout,
    seconds,
    processorSeconds: (used.userCPUTime + used.systemCPUTime) / 1e6,
    peakBytes: used.maxRSS * 1024,
  };
}

/** The same, of work that must end well. */
export async function runNodeOrThrow(args: readonly string[]): Promise<FinishedProcess> {
  const finished = await runNode(args);
  if (finished.code === 0) return finished;
  const told = finished.stderrLines.map(({ line }) => line).slice(-20);
  throw new Error(`${args.join(" ")} ended with ${finished.code}:\n${told.join("\n")}`);
}

export async function timeSeconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, two) => one - two)[numbers.length >> 1]!;

/** The median of so many times. */
export async function medianOf(times: number, once: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let nth = 0; nth < times; nth++) all.push(await once());
  return median(all);
}

/** Seconds of `count(*)` over CSV files that a glob names, quotes understood, all files read together: the unit of cost of a machine. */
export const secondsOfCount = (glob: string): Promise<number> =>
  withWarehouse(":memory:", "READ_WRITE", async (memory) => {
    await memory.run("set preserve_insertion_order = false");
    const count = `select count(*) from read_csv('${glob}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`;
    return medianOf(3, () => timeSeconds(() => memory.run(count)));
  });
