/** Runs a query by the built command, and measures it. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";

/** How a query ended. */
export interface BombResult {
  /** The exit code, or the signal. */
  readonly code: number | string;
  readonly seconds: number;
  /** The most memory of the answering process at any time, in MiB; 0 where it cannot be measured. */
  readonly peak: number;
  readonly message: string;
}

const main = resolve("dist/src/cli/main.js");

/** Runs a query with a time limit in seconds; its rows go nowhere. */
export async function dropBomb(project: string, query: string, timeout: number): Promise<BombResult> {
  const began = performance.now();
  const guard = spawn(process.execPath, [main, "sql", "--project", project, "--timeout", `${timeout}`, "-f", "csv"], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(guard.pid!));
  }, 50);
  guard.stdin.on("error", () => {});
  guard.stdin.end(query);
  const message = text(guard.stderr);
  const [code, signal] = await new Promise<[number | null, string | null]>((done) =>
    guard.once("exit", (...exit) => done(exit)),
  );
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1000;
  return { code: code ?? signal!, seconds, peak, message: (await message).trim() };
}

/** The most memory so far, in MiB, of the process that a guard watches. */
function peakOf(guard: number): number {
  try {
    const child = readFileSync(`/proc/${guard}/task/${guard}/children`, "utf8").trim();
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
