import { oneOf, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const email_domains = source({
  name: "raw.email_domains",
  about: "One row per email domain whose kind is known.",
  origin: { kind: "reference", file: "email_domains.csv" },
  grain: ["domain"],
  columns: {
    domain: text("Email domain; one that begins with a dot stands for all that end in it"),
    type: oneOf(
      ["free", "student", "disposable", "competitor", "internal"],
      "What it says of its people; internal: they are no leads",
    ),
  },
});
