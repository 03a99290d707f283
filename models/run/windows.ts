import type { RunFacts } from "../../src/runs/run_facts.js";
import { real } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const windows = source({
  name: "raw.windows",
  about:
    "One row with the windows: the days after an MQL within which a stage must be reached to count in a matured rate.",
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
    sal_days: real("Days after the MQL within which a SAL counts", "days"),
    sql_days: real("Days after the MQL within which an SQL counts", "days"),
    opportunity_days: real("Days after the MQL within which an opportunity counts", "days"),
    won_days: real("Days after the MQL within which a win counts", "days"),
  },
});
