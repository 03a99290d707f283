import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { qualityCheck } from "../../../shared/quality_checks.js";
import { mapped_stage_events } from "../staging/mapped_stage_events.js";

export const findings = entityPart({
  product: "mapped",
  entity: "findings",
  from: { events: mapped_stage_events },
  select: () => sql`
    ${qualityCheck(
      "links to an MQL that no file has",
      "warn",
      `select events.stage as subject, count(*) as count, null as share, min(events.record_id) as example
      from events
      anti join (select system, record_id from events where stage = 'mql') as mqls
        on mqls.system = events.system and mqls.record_id = events.record_id
      where events.link = 'mql' and events.stage <> 'mql' group by all`,
    )}`,
});
