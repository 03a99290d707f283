import { flag, instant, money, nullable, oneOf, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const mapped_opportunities = source({
  name: "raw.mapped_opportunities",
  about: "One row per opportunity of a mapped source, as of the latest load that had it.",
  origin: { kind: "mapped", entity: "opportunities" },
  grain: ["system", "opportunity_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    opportunity_id: withBinding({ recordId: "plain" }, text("Id of the opportunity in the source")),
    account_id: nullable(text("Account that would buy")),
    owner_id: nullable(text("Who of sales owns it")),
    name: nullable(withBinding({ longest: 255 }, text("Name as sales wrote it"))),
    outcome: nullable(oneOf(["open", "won", "lost"], "How it stands; null if the file does not say")),
    currency: nullable(text("ISO 4217 code of the amount; null: the reporting currency")),
    amount: nullable(money("What it is worth, not converted", "currency")),
    created_at_is_date: withBinding({ marks: "created_at" }, flag("Whether created_at came as a bare date")),
    closed_at_is_date: nullable(
      withBinding({ marks: "closed_at" }, flag("Whether closed_at came as a bare date; null without one")),
    ),
    created_at: withBinding(
      { orDate: true },
      instant("When it was made, UTC; a bare date stands as its midnight, unshifted"),
    ),
    closed_at: nullable(
      withBinding(
        { orDate: true },
        instant(
          "When it was closed, UTC; a bare date stands as its midnight, unshifted; null if the file does not say",
        ),
      ),
    ),
  },
});
