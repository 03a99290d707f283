import { oneOf, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const personas = source({
  name: "raw.personas",
  about: "One row per rule from title to persona; the first that matches wins.",
  origin: { kind: "reference", file: "personas.csv" },
  grain: ["priority"],
  columns: {
    priority: whole("Order of the rules, the smallest first"),
    match: oneOf(["equals", "in", "contains", "regex"], "How the value is compared, without case"),
    value: text("What the title is compared with; several values of `in` are separated by ;"),
    persona: text("Persona"),
  },
});
