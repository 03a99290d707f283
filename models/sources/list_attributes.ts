import { text } from "../../src/columns.js";
import { listAttributes } from "../../src/config/rules.js";
import { source } from "../../src/model.js";

export const list_attributes = source({
  name: "raw.list_attributes",
  about: "One row per attribute whose values are lists, their elements separated by semicolons.",
  origin: { kind: "run", rows: () => listAttributes.map((attribute) => ({ attribute })) },
  grain: ["attribute"],
  columns: { attribute: text("Attribute") },
});
