import { nullable, personal, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { lookupMark } from "../shared/lookup_mark.js";

export const rejection_reasons = source({
  name: "raw.rejection_reasons",
  about: "One row per reason that sales types, and the standard reason that it means.",
  origin: { kind: "reference", file: "rejection_reasons.csv" },
  grain: ["raw_reason"],
  columns: {
    raw_reason: personal(text("Reason as typed by sales; case and outer spaces do not matter")),
    reason: text("Standard reason, e.g. No budget"),
    category: nullable(text("timing, fit, data, reachability or competition")),
    scoring_lever: nullable(
      text("Part of the MQL definition that could prevent it, e.g. engagement: recency and decay"),
    ),
    nurture_track: nullable(text("Nurture track for a recycled lead")),
    ...lookupMark,
  },
});
