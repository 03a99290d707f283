import { nullable, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const company_sizes = source({
  name: "raw.company_sizes",
  about: "One row per company-size band.",
  origin: { kind: "reference", file: "company_sizes.csv" },
  grain: ["band"],
  columns: {
    band: text("Name of the band, e.g. 11-50"),
    min_employees: nullable(whole("Lowest number of employees in the band; null if it has no lower bound")),
    max_employees: nullable(whole("Highest number of employees in the band; null if it has no upper bound")),
  },
});
