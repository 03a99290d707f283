import { nullable, oneOf, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const titles = source({
  name: "raw.titles",
  about: "One row per rule from title to seniority and department; each takes the first that names it.",
  origin: { kind: "reference", file: "titles.csv" },
  grain: ["priority"],
  columns: {
    priority: whole("Order of the rules, the smallest first"),
    match: oneOf(["equals", "in", "contains", "regex"], "How the value is compared, without case"),
    value: text("What the title is compared with; several values of `in` are separated by ;"),
    seniority: nullable(text("Seniority; null: the rule says nothing of it")),
    department: nullable(text("Department; null: the rule says nothing of it")),
  },
});
