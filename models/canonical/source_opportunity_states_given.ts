import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { flag, instant, money, nullable, oneOf, personal, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Name of the source in closedloop.yaml"),
  opportunity_id: text("Id of the opportunity in the source"),
  account_id: nullable(text("Account that the opportunity is with")),
  campaign_id: nullable(text("Primary campaign source; null if none")),
  owner_id: nullable(text("Owner of the opportunity")),
  name: nullable(personal(text("Name as sales typed it"))),
  entity: nullable(
    text(
      "Object as the stage map and reason_fields name it, in lower case: opportunity or deal; null if they do not apply",
    ),
  ),
  field: nullable(text("Field that holds the stage, in lower case")),
  stage_name: nullable(text("Stage in the source's own words")),
  outcome: nullable(oneOf(["open", "won", "lost"], "Outcome so far, if the source itself gives it; else null")),
  currency: nullable(text("ISO 4217 code of the amount; null means the reporting currency")),
  amount: nullable(money("Amount, not converted", "currency of the row")),
  is_closed: nullable(flag("True if the stage is a closed one; null if the source does not say")),
  is_won: nullable(flag("True if the stage is a won one; null if the source does not say")),
  is_created_approximate: flag("True if created_at is a date without a time, or null"),
  is_closed_approximate: flag("True if closed_at is a date without a time, or null"),
  created_at: nullable(instant("When it was created, UTC; null if the export does not say")),
  stage_changed_at: nullable(instant("When it entered its present stage, UTC; null if the source does not say")),
  closed_at: nullable(
    instant("When it closed or is expected to close, UTC; if only the date is known, the end of that day"),
  ),
  mirrors_id: nullable(
    text("Id of the opportunity of another source that the source itself says it is a copy of; null if of none"),
  ),
  is_deleted: nullable(flag("True if the source says that it is deleted; null means false")),
};

export const source_opportunity_states_given = canonicalEntity({
  name: "intermediate.source_opportunity_states_given",
  about:
    "One row per opportunity of an export, with its current state; copies of another source's opportunities included.",
  materialized: "table",
  grain: ["system", "opportunity_id"],
  columns,
  parts: partsOf("opportunity_states"),
});
