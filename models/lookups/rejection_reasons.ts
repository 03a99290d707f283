import { nullable, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const rejection_reasons = source({
  name: "raw.rejection_reasons",
  about: "One row per raw reason and its standard one.",
  origin: { kind: "reference", file: "rejection_reasons.csv" },
  grain: ["raw_reason"],
  columns: {
    raw_reason: text("As typed by sales; compared trimmed and without case"),
    reason: text("Standard reason"),
    category: nullable(text("timing, fit, data, reachability or competition")),
    scoring_lever: nullable(text("What in the definition it points at")),
    nurture_track: nullable(text("Where a recycled lead goes")),
  },
});
