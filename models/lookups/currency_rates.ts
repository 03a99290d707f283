import { date, real, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const currency_rates = source({
  name: "raw.currency_rates",
  about: "One row per currency and day from which a rate applies.",
  origin: { kind: "reference", file: "currency_rates.csv" },
  grain: ["currency", "date"],
  columns: {
    currency: text("ISO 4217 code, e.g. USD"),
    rate: real("Value of one unit in the reporting currency"),
    date: date("First day of the rate; it applies until the next row of the currency"),
  },
});
