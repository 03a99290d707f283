/** Measures child processes (time, processor time, memory), medians, and `count(*)` as the unit of cost. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withWarehouse } from "../src/table/database_file.js";

/** Resources that a process used. */
export interface ProcessUsage {
  readonly seconds: number;
  /** Processor time of all threads. */
  readonly processorSeconds: number;
  /** Peak resident memory, in bytes. */
  readonly peakBytes: number;
}

/** A line of output, and the seconds since the start of the process. */
export interface OutputLine {
  readonly at: number;
  readonly line: string;
}

export interface FinishedProcess extends ProcessUsage {
  readonly code: number | null;
  readonly stderrLines: readonly OutputLine[];
  readonly stdout: string;
}

/** The process writes its own resource usage at its end, because its parent cannot read all of it. */
const selfMeasuring = `data:text/javascript,${encodeURIComponent(`
  import { writeFileSync } from "node:fs";
  process.on("exit", () => writeFileSync(process.env.BENCH_USED, JSON.stringify(process.resourceUsage())));`)}`;

/** Runs Node with these arguments until it ends, with any exit code. */
export async function runNode(args: readonly string[]): Promise<FinishedProcess> {
  const folder = mkdtempSync(join(tmpdir(), "closedloop-bench-"));
  const file = join(folder, "used.json");
  const started = performance.now();
  const since = () => (performance.now() - started) / 1000;
  const child = spawn(process.execPath, ["--import", selfMeasuring, ...args], {
    env: { ...process.env, BENCH_USED: file },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stderrLines: OutputLine[] = [];
  let [stdout, rest] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    stderrLines.push(...lines.map((line) => ({ at: since(), line })));
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
    stderrLines,
    stdout,
    seconds,
    processorSeconds: (used.userCPUTime + used.systemCPUTime) / 1e6,
    peakBytes: used.maxRSS * 1024,
  };
}

/** Runs Node with these arguments. Throws if the exit code is not 0. */
export async function runNodeOrThrow(args: readonly string[]): Promise<FinishedProcess> {
  const finished = await runNode(args);
  if (finished.code === 0) return finished;
  const lastLines = finished.stderrLines.map(({ line }) => line).slice(-20);
  throw new Error(`${args.join(" ")} ended with ${finished.code}:\n${lastLines.join("\n")}`);
}

export async function timeSeconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, two) => one - two)[numbers.length >> 1]!;

/** The median of repeated measurements. */
export async function medianOf(times: number, once: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let nth = 0; nth < times; nth++) all.push(await once());
  return median(all);
}

/** Seconds of `count(*)` over the CSV files of a glob. It is the unit of cost, because it depends only on the machine. */
export const secondsOfCount = (glob: string): Promise<number> =>
  withWarehouse(":memory:", "READ_WRITE", async (memory) => {
    await memory.run("set preserve_insertion_order = false");
    const count = `select count(*) from read_csv('${glob}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`;
    return medianOf(3, () => timeSeconds(() => memory.run(count)));
  });
