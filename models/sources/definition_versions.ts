import { date, real, text } from "../../src/columns.js";
import { source } from "../../src/model.js";

export const definition_versions = source({
  name: "raw.definition_versions",
  about: "One row per version of the definition of an MQL; none without a definition folder.",
  origin: {
    kind: "run",
    rows: ({ definitions }) =>
      definitions.map(({ version, effective_from, cool_off_days }) => ({
        definition_version: version,
        cool_off_days,
        effective_from,
      })),
  },
  grain: ["definition_version"],
  columns: {
    definition_version: text("Name of the version's folder"),
    cool_off_days: real("Days after a closing event in which a computed MQL opens no new cycle", "days of 24 hours"),
    effective_from: date("Day at whose midnight, reporting time zone, the version comes into force"),
  },
});
