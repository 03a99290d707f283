import { oneOf, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const email_domains = source({
  name: "raw.email_domains",
  about: "One row per email domain of a known kind.",
  origin: { kind: "reference", file: "email_domains.csv" },
  grain: ["domain"],
  columns: {
    domain: text("Email domain; .edu with a leading dot means all domains that end in it"),
    type: oneOf(
      ["free", "student", "disposable", "competitor", "internal"],
      "Kind of domain; people with an internal one are not leads",
    ),
  },
});
