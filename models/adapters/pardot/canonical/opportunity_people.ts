import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { missing_records } from "../../../run/missing_records.js";
import { withoutEnded } from "../../../shared/missing_records.js";
import { pardot_opportunities } from "../staging/pardot_opportunities.js";
import { pardot_opportunity_prospects } from "../staging/pardot_opportunity_prospects.js";

export const opportunity_people = entityPart({
  product: "pardot",
  entity: "opportunity_people",
  from: { members: pardot_opportunity_prospects, opportunities: pardot_opportunities, missing: missing_records },
  select: () => sql`
    select
      members.system,
      members.opportunity_id,
      'prospects' as entity,
      members.prospect_id as record_id
    from members
    ${withoutEnded("raw.pardot_opportunity_prospects", "members", "opportunity_id", "prospect_id")}
    semi join opportunities on opportunities.system = members.system
      and opportunities.opportunity_id = members.opportunity_id and not opportunities.is_deleted`,
});
