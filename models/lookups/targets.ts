import { date, nullable, oneOf, real, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const targets = source({
  name: "raw.targets",
  about: "One row per target: a period, a group of MQLs, and a metric of the funnel.",
  origin: { kind: "reference", file: "targets.csv" },
  grain: ["period_kind", "period_start", "dimension", "value", "metric"],
  columns: {
    period_kind: oneOf(["month", "quarter", "fiscal_quarter", "all"], "Kind of period"),
    dimension: text("Dimension of the funnel, e.g. channel, or all"),
    value: text("Value of the dimension, e.g. Paid Social, or all"),
    metric: text("Column of the funnel that the target is for, e.g. matured_rate_sal"),
    target: real("Value to reach, e.g. 0.4"),
    period_start: nullable(date("First day of the period; null if the kind of period is all")),
  },
});
