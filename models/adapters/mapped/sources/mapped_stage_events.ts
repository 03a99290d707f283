import { flag, instant, nullable, oneOf, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const mapped_stage_events = source({
  name: "raw.mapped_stage_events",
  about: "One row per stage that a person of a mapped source reached; repetitions in every column are one.",
  origin: { kind: "mapped", entity: "stage_events" },
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
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    record_id: withBinding({ recordId: "plain" }, text("Id of the person in the source")),
    opportunity_id: nullable(text("Opportunity of the event; null if none")),
    owner_id: nullable(text("Who of sales owned it")),
    stage: oneOf(["mql", "sal", "sql", "opportunity", "won", "lost", "rejected", "recycled"], "What happened"),
    reason: nullable(withBinding({ longest: 4_000 }, text("Raw reason of a rejection, recycling or loss"))),
    link: nullable(
      oneOf(["mql"], "mql: the row is keyed by the id of its MQL, to which it belongs; null: by that of the person"),
    ),
    occurred_at_is_date: withBinding({ marks: "occurred_at" }, flag("Whether occurred_at came as a bare date")),
    mql_at_is_date: nullable(
      withBinding({ marks: "mql_at" }, flag("Whether mql_at came as a bare date; null without one")),
    ),
    occurred_at: withBinding(
      { orDate: true },
      instant("When it happened, UTC; a bare date stands as its midnight, unshifted"),
    ),
    mql_at: nullable(
      withBinding(
        { orDate: true },
        instant(
          "Instant of the MQL that it belongs to, UTC; a bare date stands as its midnight, unshifted; null if the file does not say",
        ),
      ),
    ),
  },
});
