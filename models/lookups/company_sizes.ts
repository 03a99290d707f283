import { nullable, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const company_sizes = source({
  name: "raw.company_sizes",
  about: "One row per company-size band.",
  origin: { kind: "reference", file: "company_sizes.csv" },
  grain: ["band"],
  columns: {
    band: text("How the band reads"),
    min_employees: nullable(whole("Fewest employees, inclusive; null: no lower bound")),
    max_employees: nullable(whole("Most employees, inclusive; null: no upper bound")),
  },
});
