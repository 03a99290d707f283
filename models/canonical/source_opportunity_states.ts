import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { flag, instant, money, nullable, oneOf, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Source"),
  opportunity_id: text("Opportunity"),
  account_id: nullable(text("Account")),
  campaign_id: nullable(text("Primary campaign source")),
  owner_id: nullable(text("Owner")),
  name: nullable(text("Name")),
  entity: nullable(text("Object that the stage map and the reason fields know it by: opportunity, deal; null if none")),
  field: nullable(text("Field of the stage, lower case")),
  stage_name: nullable(text("Stage as the source words it")),
  outcome: nullable(oneOf(["open", "won", "lost"], "How it stands, where the source says so outright")),
  currency: nullable(text("Currency of the amount; null: the source has one")),
  amount: nullable(money("Amount", "currency of the row")),
  is_closed: nullable(flag("Whether its stage is a closed one; null if the source does not say")),
  is_won: nullable(flag("Whether its stage is a won one; null if the source does not say")),
  is_created_approximate: flag("Whether created_at is a date without a time"),
  is_closed_approximate: flag("Whether closed_at is a date without a time, or null"),
  created_at: instant("When it was made, UTC"),
  closed_at: nullable(instant("When it was closed or is expected to close, UTC; of a date its end")),
};

export const source_opportunity_states = canonicalEntity({
  name: "intermediate.source_opportunity_states",
  about: "One row per opportunity that stands and can be dated: what its row in the export says of it.",
  materialized: "view",
  grain: ["system", "opportunity_id"],
  columns,
  parts: partsOf("opportunity_states"),
});
