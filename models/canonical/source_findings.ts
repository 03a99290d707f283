import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { nullable, oneOf, personal, real, text, whole } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  check: text("Name of the check"),
  subject: personal(text("What the finding is about, e.g. a source or a type")),
  count: whole("Number of rows found"),
  share: nullable(real("Share of all rows that the check looks at; null if there is no total")),
  severity: oneOf(
    ["info", "warn"],
    "warn: something to fix in the export, the lookup or the configuration; info: good to know",
  ),
  example: nullable(text("Id of one of the rows found; never a person's data")),
};

export const source_findings = canonicalEntity({
  name: "intermediate.source_findings",
  about: "One row per check of a product's exports and subject with a finding.",
  materialized: "table",
  grain: ["check", "subject"],
  columns,
  parts: partsOf("findings"),
});
