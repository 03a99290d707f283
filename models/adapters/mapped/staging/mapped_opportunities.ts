import { flag, instant, money, nullable, oneOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { mapped_opportunities as raw } from "../sources/mapped_opportunities.js";

export const mapped_opportunities = model({
  name: "staging.mapped_opportunities",
  about: "One row per opportunity of a mapped source; ids trimmed.",
  materialized: "view",
  grain: ["system", "opportunity_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    opportunity_id: text("Id of the opportunity in the source"),
    account_id: nullable(text("Account that would buy")),
    owner_id: nullable(text("Who of sales owns it")),
    name: nullable(text("Name as sales wrote it")),
    outcome: nullable(oneOf(["open", "won", "lost"], "How it stands; null if the file does not say")),
    currency: nullable(text("ISO 4217 code of the amount; null: the reporting currency")),
    amount: nullable(money("What it is worth, not converted", "currency")),
    created_at_is_date: flag("Whether created_at came as a bare date"),
    closed_at_is_date: nullable(flag("Whether closed_at came as a bare date; null without one")),
    created_at: instant("When it was made, UTC; a bare date stands as its midnight, unshifted"),
    closed_at: nullable(
      instant("When it was closed, UTC; a bare date stands as its midnight, unshifted; null if the file does not say"),
    ),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn }) => [
        "system",
        fn<string>("trim", ["opportunity_id"]).as("opportunity_id"),
        fn<string | null>("trim", ["account_id"]).as("account_id"),
        fn<string | null>("trim", ["owner_id"]).as("owner_id"),
        "name",
        "outcome",
        "currency",
        "amount",
        "created_at_is_date",
        "closed_at_is_date",
        "created_at",
        "closed_at",
      ]),
});
