import type { RunFacts } from "../../src/runs/run_facts.js";
import { real } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const windows = source({
  name: "raw.windows",
  about: "One row: the days after its MQL within which a stage must be reached to count in a matured rate.",
  origin: {
    kind: "run",
    rows: ({ config: { windows_days } }: RunFacts) => [
      {
        sal_days: windows_days.sal,
        sql_days: windows_days.sql,
        opportunity_days: windows_days.opportunity,
        won_days: windows_days.won,
      },
    ],
  },
  grain: [],
  columns: {
    sal_days: real("Window of SAL", "days"),
    sql_days: real("Window of SQL", "days"),
    opportunity_days: real("Window of the opportunity", "days"),
    won_days: real("Window of the win", "days"),
  },
});
