import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { nullable, oneOf, real, text, whole } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  check: text("What was looked at"),
  subject: text("Of what"),
  count: whole("How many"),
  share: nullable(real("Of all that the check looks at; null where there is no such whole")),
  severity: oneOf(["info", "warn"], "warn: mend the export, the lookup or the configuration"),
  example: nullable(text("One of them: an id, never a person's data")),
};

export const source_findings = canonicalEntity({
  name: "intermediate.source_findings",
  about: "One row per thing worth knowing of one product's exports, and subject.",
  materialized: "view",
  grain: ["check", "subject"],
  columns,
  parts: partsOf("findings"),
});
