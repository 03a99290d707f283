import { sql } from "kysely";
import { pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { salesforceId } from "../../src/table/salesforce_id.js";
import { source_opportunities } from "../canonical/source_opportunities.js";
import { source_stage_events } from "../canonical/source_stage_events.js";
import { people_on_opportunities } from "./people_on_opportunities.js";
import { person_records } from "./person_records.js";

const columns = {
  ...pickColumns(person_records, "person_id"),
  system: text("Source of the stage event"),
  named_id: text("Id of the opportunity as the stage event gives it"),
  ...pickColumns(source_opportunities, "opportunity_id", "opportunity_key"),
};

/** Ids that Salesforce makes are unique in the world, so nobody else has an opportunity with such an id. */
const isOfSalesforce = sql`regexp_full_match(opportunities.opportunity_id, '006[A-Za-z0-9]{15}')`;

/**
 * A stage event may name an opportunity of another source: a mapped list of wins with the ids of the CRM. Of the sources
 * that have an opportunity with that id it is the event's own; else, if the event's source exports no opportunities, one
 * that the person is on; else one whose id only Salesforce can have made. Otherwise the same id is a coincidence.
 */
export const opportunities_named = model({
  name: "intermediate.opportunities_named",
  about:
    "One row per person, source and opportunity id in a stage event: the opportunity of the exports that is meant.",
  materialized: "table",
  grain: ["person_id", "system", "named_id"],
  from: {
    stage_events: source_stage_events,
    records: person_records,
    opportunities: source_opportunities,
    on_opportunities: people_on_opportunities,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with named as (
      select distinct records.person_id, stage_events.system, stage_events.opportunity_id as named_id
      from stage_events
      inner join records on records.system = stage_events.system
        and records.entity = stage_events.entity
        and records.record_id = stage_events.record_id
      where stage_events.opportunity_id is not null
    ),
    spelled as (
      select *, named_id as opportunity_id from named
      union
      select *, ${salesforceId(sql<string>`named_id`)} from named where regexp_full_match(named_id, '006[A-Za-z0-9]{12}')
    )
    select
      spelled.person_id,
      spelled.system,
      spelled.named_id,
      opportunities.opportunity_id,
      opportunities.opportunity_key
    from spelled
    inner join opportunities on opportunities.opportunity_id = spelled.opportunity_id
    left join on_opportunities on on_opportunities.system = opportunities.system
      and on_opportunities.opportunity_id = opportunities.opportunity_id
      and on_opportunities.person_id = spelled.person_id
    where opportunities.system = spelled.system
      or ${isOfSalesforce}
      or (on_opportunities.person_id is not null and not exists (
        from opportunities as own where own.system = spelled.system
      ))
    qualify row_number() over (
      partition by spelled.person_id, spelled.system, spelled.named_id
      order by opportunities.system <> spelled.system, on_opportunities.person_id is null, opportunities.opportunity_key
    ) = 1`,
});
