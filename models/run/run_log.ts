import type { RunFacts } from "../../src/runs/run_facts.js";
import { flag, instant, nullable, oneOf, real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const run_log = source({
  name: "raw.run_log",
  about: "One row per run that is remembered, the one that builds these tables last.",
  origin: {
    kind: "run",
    rows: ({ runs }: RunFacts) =>
      runs.map(({ file_count, min_sample, exit_code, windows_days: { sal, sql, opportunity, won }, ...run }, at) => ({
        ...{ run_id: run.run_id, command: run.command, status: run.status, publication_id: run.publication_id },
        ...{ definition_version: run.definition_version, time_zone: run.time_zone, currency: run.currency },
        ...{ exit_code: exit_code === null ? null : BigInt(exit_code), file_count: BigInt(file_count) },
        ...{
          min_sample: BigInt(min_sample),
          sal_days: sal,
          sql_days: sql,
          opportunity_days: opportunity,
          won_days: won,
        },
        ...{ is_current: at === runs.length - 1, as_of: run.as_of },
        ...{ started_at: run.started_at, finished_at: run.finished_at },
      })),
  },
  grain: ["run_id"],
  columns: {
    run_id: text("When it began, and chance"),
    command: oneOf(["run", "load", "build"], "What was asked for"),
    status: oneOf(
      ["running", "loaded", "published", "failed"],
      "What came of it; running: killed, or not ended when these tables were built",
    ),
    publication_id: nullable(text("Equal where as-of, files and rules are; null where nothing was published")),
    definition_version: nullable(text("Version of the definition in force; null without a definition")),
    time_zone: text("Reporting time zone, IANA name"),
    currency: text("Reporting currency"),
    exit_code: nullable(whole("As closedloop --help lists them; null: not ended when these tables were built")),
    file_count: whole("Files in the history when tables were built; 0 where none were"),
    min_sample: whole("A slice of fewer MQLs is small"),
    sal_days: real("Window of SAL", "days"),
    sql_days: real("Window of SQL", "days"),
    opportunity_days: real("Window of the opportunity", "days"),
    won_days: real("Window of the win", "days"),
    is_current: flag("Whether it built these tables"),
    as_of: instant("The run's now, UTC: nothing later is known"),
    started_at: instant("When it began by the machine's clock, UTC"),
    finished_at: nullable(instant("When it ended by the machine's clock, UTC; null: not when these tables were built")),
  },
});
