import { sql } from "kysely";
import { nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { salesforceId } from "../../src/table/salesforce_id.js";
import { opportunity_copies } from "../canonical/opportunity_copies.js";
import { source_links } from "../canonical/source_links.js";
import { source_opportunities } from "../canonical/source_opportunities.js";
import { source_opportunity_states } from "../canonical/source_opportunity_states.js";
import { source_stage_events } from "../canonical/source_stage_events.js";
import { people_on_opportunities } from "./people_on_opportunities.js";
import { person_records } from "./person_records.js";

const columns = {
  ...pickColumns(person_records, "person_id"),
  system: text("Source of the stage event"),
  named_id: text("Id of the opportunity as the stage event gives it"),
  opportunity_id: nullable(text("Id of the opportunity that is meant; null if several may be meant")),
  opportunity_key: nullable(text("Key of that opportunity, as system:id; null if several may be meant")),
};

/** Ids that Salesforce makes are unique in the world, so nobody else has an opportunity with such an id. */
const isOfSalesforce = sql`regexp_full_match(spelled.known_as, '006[A-Za-z0-9]{15}')`;

/** The place of an opportunity that may have the same id by coincidence: nothing but the id speaks for it. */
const coincidence = 5;

/**
 * A stage event may name an opportunity of another source: a mapped list of wins with the ids of the CRM. Of the
 * opportunities with that id it is the event's own; else one that the person is on; else one of a source to which the
 * event's source links the person; else the only one. If several are equally near, none is taken. If the event's source
 * exports opportunities, an id of another source alone says nothing, because the source's own opportunity may be missing. A copy is known by its own id and by that of its original.
 */
export const opportunities_named = model({
  name: "intermediate.opportunities_named",
  about:
    "One row per person, source and opportunity id in a stage event that some opportunity of the exports has: the one that is meant.",
  materialized: "table",
  grain: ["person_id", "system", "named_id"],
  from: {
    stage_events: source_stage_events,
    records: person_records,
    links: source_links,
    opportunities: source_opportunities,
    states: source_opportunity_states,
    copies: opportunity_copies,
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
      select *, named_id as known_as from named
      union
      select *, ${salesforceId(sql<string>`named_id`)} from named where regexp_full_match(named_id, '006[A-Za-z0-9]{12}')
    ),
    known as (
      select system, opportunity_id as known_as, opportunity_id, opportunity_key from opportunities
      union
      select copies.system, copies.opportunity_id, opportunities.opportunity_id, opportunities.opportunity_key
      from copies
      inner join opportunities on opportunities.system = copies.original_system
        and opportunities.opportunity_id = copies.original_id
      union
      select opportunities.system, states.mirrors_id, opportunities.opportunity_id, opportunities.opportunity_key
      from states
      inner join opportunities on opportunities.system = states.system
        and opportunities.opportunity_id = states.opportunity_id
      where states.mirrors_id is not null
    ),
    linked as (
      select distinct records.person_id, links.system, links.other_system
      from links
      inner join records on records.system = links.system
        and records.entity = links.entity
        and records.record_id = links.record_id
      semi join named on named.person_id = records.person_id and named.system = links.system
    ),
    on_keys as (
      select on_opportunities.person_id, opportunities.opportunity_key
      from on_opportunities
      inner join opportunities on opportunities.system = on_opportunities.system
        and opportunities.opportunity_id = on_opportunities.opportunity_id
    ),
    candidates as (
      select
        spelled.person_id,
        spelled.system,
        spelled.named_id,
        known.opportunity_id,
        known.opportunity_key,
        min(
          case
            when known.system = spelled.system then 1
            when on_keys.person_id is not null then 2
            when linked.person_id is not null then 3
            when ${isOfSalesforce} or not exists (from opportunities as own where own.system = spelled.system) then 4
            else ${sql.lit(coincidence)}
          end
        ) as place
      from spelled
      inner join known on known.known_as = spelled.known_as
      left join on_keys on on_keys.person_id = spelled.person_id and on_keys.opportunity_key = known.opportunity_key
      left join linked on linked.person_id = spelled.person_id
        and linked.system = spelled.system
        and linked.other_system = known.system
      group by all
    ),
    compared as (
      select *, min(place) over (partition by person_id, system, named_id) as nearest_place from candidates
    )
    select
      person_id,
      system,
      named_id,
      case when count(*) = 1 and min(place) < ${sql.lit(coincidence)} then min(opportunity_id) end as opportunity_id,
      case when count(*) = 1 and min(place) < ${sql.lit(coincidence)} then min(opportunity_key) end as opportunity_key
    from compared
    where place = nearest_place
    group by person_id, system, named_id`,
});
