import { sql } from "kysely";
import { oneOf, pickColumns, type RowOf } from "../../src/table/columns.js";
import { addDays } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { opportunity_copies } from "../canonical/opportunity_copies.js";
import { source_opportunities } from "../canonical/source_opportunities.js";
import { source_opportunity_people } from "../canonical/source_opportunity_people.js";
import { run_context } from "../run/run_context.js";
import { people_resolved } from "./people_resolved.js";
import { person_records } from "./person_records.js";

const columns = {
  ...pickColumns(source_opportunities, "system", "opportunity_id"),
  ...pickColumns(person_records, "person_id"),
  matched_by: oneOf(
    ["record", "account"],
    "record: one of the person's records is on the opportunity; account: only the person's account is",
  ),
};

/**
 * A person is on an opportunity by a contact role or a converted lead. With conversion.account_match_days people of its
 * account are on it too, if they were created within that many days before it (lifecycle.md 2). People of a copy are people
 * of the original.
 */
export const people_on_opportunities = model({
  name: "intermediate.people_on_opportunities",
  about: "One row per opportunity and person on it.",
  materialized: "table",
  grain: ["system", "opportunity_id", "person_id"],
  from: {
    on_opportunities: source_opportunity_people,
    copies: opportunity_copies,
    opportunities: source_opportunities,
    records: person_records,
    people: people_resolved,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with matched as (
      select
        coalesce(copies.original_system, on_opportunities.system) as system,
        coalesce(copies.original_id, on_opportunities.opportunity_id) as opportunity_id,
        records.person_id,
        'record' as matched_by
      from on_opportunities
      inner join records on records.system = on_opportunities.system
        and records.entity = on_opportunities.entity
        and records.record_id = on_opportunities.record_id
      left join copies on copies.system = on_opportunities.system
        and copies.opportunity_id = on_opportunities.opportunity_id
      union all
      select opportunities.system, opportunities.opportunity_id, people.person_id, 'account' as matched_by
      from opportunities
      inner join people on people.account_system = opportunities.system and people.account_id = opportunities.account_id
      cross join run
      where run.account_match_days is not null
        and people.created_at <= opportunities.created_at
        and opportunities.created_at <= ${addDays("people.created_at", "run.account_match_days")}
    )
    select
      system,
      opportunity_id,
      person_id,
      -- record is the greater text: it wins over account.
      max(matched_by) as matched_by
    from matched
    group by system, opportunity_id, person_id`,
});
