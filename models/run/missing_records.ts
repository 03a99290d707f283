import { flag, instant, nullable, oneOf, personal, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { missingMeanings } from "../../src/table/origin.js";

export const missing_records = source({
  name: "raw.missing_records",
  about: "One row per record that earlier exports had and that a later full export no longer has.",
  origin: { kind: "missing" },
  grain: ["system", "table_name", "record_key", "other_key"],
  columns: {
    system: text("Name of the source in closedloop.yaml"),
    table_name: text("Raw table of the record; it still has the row"),
    entity: text("Object of the record in lower case, e.g. lead, contact or people"),
    record_key: text("First column of the table's key after the system, e.g. the id of a lead"),
    other_key: text("Second column of the table's key; blank if it has one"),
    part: nullable(
      text("What the record is if it means more than the others of its table, e.g. people; null if it does not"),
    ),
    meaning: oneOf(
      missingMeanings,
      "What it means. deleted: a person who no longer counts; ended: a role or membership that has ended; warned, told: it stays",
    ),
    state: oneOf(
      ["taken", "kept", "asked", "incomplete"],
      "taken: it counts as gone; kept: it stays, because of its meaning or snapshots.missing_is_deleted; asked: too many are missing at once, so it stays until run --accept-missing; incomplete: it stays, because the export lacks a file that earlier ones had, or records or files of it were not loaded",
    ),
    is_new: flag("True if the latest full export is the first without it"),
    missing_since: instant("When the first full export without it was loaded, by the clock of the run, UTC"),
    lacks: nullable(
      personal(
        text(
          "Why the export is incomplete, e.g. no file like 2026-06-01/leads_manual.csv; null unless state is incomplete",
        ),
      ),
    ),
    may_be_rejected: flag(
      "True if the export is incomplete only by rejected records, and no more records are missing than were rejected",
    ),
  },
});
