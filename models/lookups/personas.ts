import { oneOf, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { lookupMark } from "../shared/lookup_mark.js";

export const personas = source({
  name: "raw.personas",
  about: "One row per rule that turns a job title into a persona; the first matching rule wins.",
  origin: { kind: "reference", file: "personas.csv" },
  grain: ["priority"],
  columns: {
    priority: whole("Order of the rules, smallest first"),
    match: oneOf(["equals", "in", "contains", "regex"], "How the rule compares the title with the value, in any case"),
    value: text("Value to compare the title with; for `in`, several values separated by semicolons"),
    persona: text("Persona, e.g. Student or intern"),
    ...lookupMark,
  },
});
