import { flag, instant, nullable, oneOf, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";

export const mapped_stage_events = source({
  name: "raw.mapped_stage_events",
  about: "One row per stage that a person of a mapped source reached; rows that are equal in every column count once.",
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
  people: { ids: ["record_id"] },
  columns: {
    system: systemColumn,
    record_id: recordIdColumn("Id of the person in the source"),
    opportunity_id: nullable(recordIdColumn("Opportunity that the event belongs to; null if none")),
    owner_id: nullable(recordIdColumn("Owner in sales at that time")),
    stage: oneOf(["mql", "sal", "sql", "opportunity", "won", "lost", "rejected", "recycled"], "Stage that was reached"),
    reason: nullable(
      withBinding({ longest: 4_000 }, personal(text("Reason of a rejection, recycling or loss, as typed"))),
    ),
    link: nullable(
      oneOf(["mql"], "mql if the file identifies rows by the id of their MQL; null if by the id of the person"),
    ),
    occurred_at_is_date: withBinding({ marks: "occurred_at" }, flag("True if occurred_at is a date without a time")),
    mql_at_is_date: nullable(
      withBinding({ marks: "mql_at" }, flag("True if mql_at is a date without a time; null if mql_at is null")),
    ),
    occurred_at: withBinding(
      { orDate: true },
      instant("When it happened, UTC; a date without a time is stored as its midnight, not shifted to any time zone"),
    ),
    mql_at: nullable(
      withBinding(
        { orDate: true },
        instant(
          "Time of the MQL that the event belongs to, UTC; a date without a time is stored as its midnight, not shifted to any time zone; null if the file does not say",
        ),
      ),
    ),
  },
});
