import type { RunFacts } from "../../src/runs/run_facts.js";
import { flag, instant, nullable, oneOf, pickColumns, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { run_context } from "./run_context.js";
import { windows } from "./windows.js";

export const run_log = source({
  name: "raw.run_log",
  about: "One row per run in the run history; the last one is the run that built these tables.",
  origin: {
    kind: "run",
    rows: ({ runs }: RunFacts) =>
      runs.map(({ file_count, min_sample, exit_code, windows_days: { sal, sql, opportunity, won }, ...run }, at) => ({
        run_id: run.run_id,
        command: run.command,
        status: run.status,
        publication_id: run.publication_id,
        definition_version: run.definition_version,
        time_zone: run.time_zone,
        currency: run.currency,
        exit_code: exit_code === null ? null : BigInt(exit_code),
        file_count: BigInt(file_count),
        min_sample: BigInt(min_sample),
        sal_days: sal,
        sql_days: sql,
        opportunity_days: opportunity,
        won_days: won,
        is_current: at === runs.length - 1,
        as_of: run.as_of,
        started_at: run.started_at,
        finished_at: run.finished_at,
      })),
  },
  grain: ["run_id"],
  columns: {
    run_id: text("Start time and a random part"),
    command: oneOf(["run", "load", "build", "rollback", "forget"], "Command that was given"),
    status: oneOf(
      ["running", "loaded", "published", "failed", "interrupted"],
      "Result; interrupted if a signal stopped it or it was killed; running if it had not ended when these tables were built",
    ),
    publication_id: nullable(text("Same for runs with the same as-of, files and rules; null if nothing was published")),
    definition_version: nullable(text("Version of the definition in force at the run; null without a definition")),
    ...pickColumns(run_context, "time_zone", "currency"),
    exit_code: nullable(
      whole(
        "Exit code, as listed by closedloop --help; null if it was killed, or had not ended when these tables were built",
      ),
    ),
    file_count: whole("Number of loaded files when the tables were built; 0 if no tables were built"),
    ...pickColumns(run_context, "min_sample"),
    ...pickColumns(windows, "sal_days", "sql_days", "opportunity_days", "won_days"),
    is_current: flag("True for the run that built these tables"),
    ...pickColumns(run_context, "as_of"),
    started_at: instant("When it started, by the machine's clock, UTC"),
    finished_at: nullable(
      instant(
        "When it ended, by the machine's clock, UTC; null if it was killed, or had not ended when these tables were built",
      ),
    ),
  },
});
