import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { countBySubject, qualityCheck } from "../../../shared/quality_checks.js";
import { mapped_opportunities } from "../staging/mapped_opportunities.js";
import { mapped_people } from "../staging/mapped_people.js";
import { mapped_stage_events } from "../staging/mapped_stage_events.js";

export const findings = entityPart({
  product: "mapped",
  entity: "findings",
  from: { events: mapped_stage_events, people: mapped_people, opportunities: mapped_opportunities },
  select: () => sql`
    ${qualityCheck(
      "links to an MQL that no file has",
      "warn",
      `select events.stage as subject, count(*) as count, null as share, min(events.record_id) as example
      from events
      anti join (select system, record_id from events where stage = 'mql') as mqls
        on mqls.system = events.system and mqls.record_id = events.record_id
      where events.link = 'mql' and events.stage <> 'mql' and events.mql_at is null group by all`,
    )}
    union all
    ${qualityCheck(
      "opportunities that cannot be dated",
      "warn",
      countBySubject("system", "opportunities", "created_at is null", "opportunity_id"),
    )}
    union all
    ${qualityCheck(
      "people made by an event",
      "warn",
      `select made.system as subject, count(*) as count,
        count(*) / (
          select count(*) from (select system, record_id from people union select system, record_id from events)
        ) as share,
        min(made.record_id) as example
      from (
        select distinct system, record_id from events where link is null or stage = 'mql' or mql_at is not null
      ) as made
      anti join people on people.system = made.system and people.record_id = made.record_id
      group by made.system`,
    )}`,
});
