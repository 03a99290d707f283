import { nullable, oneOf, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { lookupMark } from "../shared/lookup_mark.js";

export const titles = source({
  name: "raw.titles",
  about:
    "One row per rule that turns a job title into a seniority and a department; each comes from the first matching rule that has it.",
  origin: { kind: "reference", file: "titles.csv" },
  grain: ["priority"],
  columns: {
    priority: whole("Order of the rules, smallest first"),
    match: oneOf(["equals", "in", "contains", "regex"], "How the rule compares the title with the value, in any case"),
    value: text("Value to compare the title with; for `in`, several values separated by semicolons"),
    seniority: nullable(text("Seniority; null if the rule gives none")),
    department: nullable(text("Department; null if the rule gives none")),
    ...lookupMark,
  },
});
