import { flag, instant, nullable, oneOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { mapped_stage_events as raw } from "../sources/mapped_stage_events.js";

export const mapped_stage_events = model({
  name: "staging.mapped_stage_events",
  about: "One row per stage that a person of a mapped source reached; ids trimmed.",
  materialized: "view",
  grain: [
    "system",
    "record_id",
    "opportunity_id",
    "owner_id",
    "stage",
    "reason",
    "link",
    "occurred_at_is_date",
    "mql_at_is_date",
    "occurred_at",
    "mql_at",
  ],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    record_id: text("Id of the person in the source"),
    opportunity_id: nullable(text("Opportunity of the event; null if none")),
    owner_id: nullable(text("Who of sales owned it")),
    stage: oneOf(["mql", "sal", "sql", "opportunity", "won", "lost", "rejected", "recycled"], "What happened"),
    reason: nullable(text("Raw reason of a rejection, recycling or loss")),
    link: nullable(
      oneOf(["mql"], "mql: the row is keyed by the id of its MQL, to which it belongs; null: by that of the person"),
    ),
    occurred_at_is_date: flag("Whether occurred_at came as a bare date"),
    mql_at_is_date: nullable(flag("Whether mql_at came as a bare date; null without one")),
    occurred_at: instant("When it happened, UTC; a bare date stands as its midnight, unshifted"),
    mql_at: nullable(
      instant(
        "Instant of the MQL that it belongs to, UTC; a bare date stands as its midnight, unshifted; null if the file does not say",
      ),
    ),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn }) => [
        "system",
        fn<string>("trim", ["record_id"]).as("record_id"),
        fn<string | null>("trim", ["opportunity_id"]).as("opportunity_id"),
        fn<string | null>("trim", ["owner_id"]).as("owner_id"),
        "stage",
        "reason",
        "link",
        "occurred_at_is_date",
        "mql_at_is_date",
        "occurred_at",
        "mql_at",
      ]),
});
