/** Reads and writes `bench/RESULTS.md`, which has the newest result first. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { version as duckdb } from "@duckdb/node-api";
import { packageRoot } from "../src/base/package_root.js";

/** One performance goal and its measured value. */
export interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly bound: string;
  /** Undefined if the goal was not measured or has no bound at this size. */
  readonly isMet?: boolean | undefined;
}

export interface ResultSection {
  readonly leads: number;
  readonly activities: number;
  readonly jobSeconds: number;
  readonly csvBytes: number;
  readonly goals: readonly Goal[];
  /** Further paragraphs and tables, as Markdown. */
  readonly more: readonly string[];
}

const path = join(packageRoot(), "bench", "RESULTS.md");
const title =
  "# What the job costs\n\nWritten by `npm run bench`, newest first. Durations vary between machines and runs: compare only ratios within one run.\n";

/** The largest earlier result with clearly fewer activities. */
export function findEarlierResult(activities: number): { activities: number; seconds: number } | undefined {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const results = [...text.matchAll(/^Activities: (\d+)\. Job: ([\d.]+) s\./gm)]
    .map(([, count, seconds]) => ({ activities: Number(count), seconds: Number(seconds) }))
    .filter((one) => one.activities < activities * 0.75);
  return results.sort((one, other) => other.activities - one.activities)[0];
}

export const markdownTable = (headers: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headers, headers.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

export function formatSection({ leads, activities, jobSeconds, csvBytes, goals, more }: ResultSection): string {
  const day = new Date().toISOString().slice(0, 10);
  const machine = `${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, DuckDB ${duckdb()}`;
  const rows = goals.map(({ goal, measured, bound, isMet }) => [
    goal,
    measured,
    bound,
    isMet === undefined ? "" : isMet ? "met" : "**not met**",
  ]);
  return [
    `## ${day}: ${leads} leads`,
    `${machine}. CSV: ${(csvBytes / 1e6).toFixed(0)} MB.\nActivities: ${activities}. Job: ${jobSeconds.toFixed(1)} s.`,
    markdownTable(["goal", "measured", "bound", ""], rows),
    ...more,
  ].join("\n\n");
}

/** Inserts a section before all others. */
export function addSection(section: string): void {
  const text = existsSync(path) ? readFileSync(path, "utf8") : title;
  const at = text.indexOf("\n## ");
  const [head, rest] = at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
  writeFileSync(path, `${head.trimEnd()}\n\n${section}\n${rest}`);
}
