import { date, real, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const currency_rates = source({
  name: "raw.currency_rates",
  about: "One row per currency and day: units of the reporting currency for one unit.",
  origin: { kind: "reference", file: "currency_rates.csv" },
  grain: ["currency", "date"],
  columns: {
    currency: text("Three letters"),
    rate: real("Units of the reporting currency for one unit"),
    date: date("From this day until the next row of the currency"),
  },
});
