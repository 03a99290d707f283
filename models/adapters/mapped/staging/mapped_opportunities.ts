import { staged, trimmed } from "../../../../src/table/staged.js";
import { mapped_opportunities as raw } from "../sources/mapped_opportunities.js";

export const mapped_opportunities = staged(raw, {
  name: "staging.mapped_opportunities",
  about: "One row per opportunity of a mapped source; ids trimmed.",
  grain: ["system", "opportunity_id"],
  columns: {
    system: "system",
    opportunity_id: trimmed("opportunity_id"),
    account_id: trimmed("account_id"),
    owner_id: trimmed("owner_id"),
    name: "name",
    outcome: "outcome",
    currency: "currency",
    amount: "amount",
    created_at_is_date: "created_at_is_date",
    closed_at_is_date: "closed_at_is_date",
    created_at: "created_at",
    closed_at: "closed_at",
  },
});
