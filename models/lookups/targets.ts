import { date, nullable, oneOf, real, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const targets = source({
  name: "raw.targets",
  about: "One row per period, slice and metric that the team aims at.",
  origin: { kind: "reference", file: "targets.csv" },
  grain: ["period_kind", "period_start", "dimension", "value", "metric"],
  columns: {
    period_kind: oneOf(["month", "quarter", "fiscal_quarter", "all"], "Kind of period"),
    dimension: text("Dimension of the funnel, or all"),
    value: text("Value of the dimension, or all"),
    metric: text("Column of the funnel that the target is for: matured_rate_sal"),
    target: real("The target"),
    period_start: nullable(date("First day of the period; null for all")),
  },
});
