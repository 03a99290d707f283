import { flag, instant, money, nullable, oneOf, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";

export const mapped_opportunities = source({
  name: "raw.mapped_opportunities",
  about: "One row per opportunity of a mapped source, as last loaded.",
  origin: { kind: "mapped", entity: "opportunities", whenMissing: "warned" },
  grain: ["system", "opportunity_id"],
  columns: {
    system: systemColumn,
    opportunity_id: recordIdColumn("Id of the opportunity in the source"),
    account_id: nullable(recordIdColumn("Account that the opportunity is with")),
    owner_id: nullable(recordIdColumn("Owner in sales")),
    name: nullable(withBinding({ longest: 255 }, personal(text("Name as sales typed it")))),
    outcome: nullable(oneOf(["open", "won", "lost"], "Outcome so far; null if the file does not say")),
    currency: nullable(text("ISO 4217 code of the amount; null means the reporting currency")),
    amount: nullable(money("Amount, not converted", "currency")),
    created_at_is_date: nullable(
      withBinding(
        { marks: "created_at" },
        flag("True if created_at is a date without a time; null if created_at is null"),
      ),
    ),
    closed_at_is_date: nullable(
      withBinding(
        { marks: "closed_at" },
        flag("True if closed_at is a date without a time; null if closed_at is null"),
      ),
    ),
    created_at: nullable(
      withBinding(
        { orDate: true },
        instant(
          "When it was created, UTC; a date without a time is stored as its midnight, not shifted to any time zone; null if the file does not say",
        ),
      ),
    ),
    closed_at: nullable(
      withBinding(
        { orDate: true },
        instant(
          "When it was closed, UTC; a date without a time is stored as its midnight, not shifted to any time zone; null if the file does not say",
        ),
      ),
    ),
  },
});
