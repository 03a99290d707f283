import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { instantAsOf } from "../../../../src/table/dialect.js";
import { run_context } from "../../../run/run_context.js";
import { hubspot_deals_mirrored } from "../intermediate/hubspot_deals_mirrored.js";
import { splitIds } from "../shared/hubspot.js";
import { hubspot_deal_companies } from "../staging/hubspot_deal_companies.js";
import { hubspot_deal_pipeline_stages } from "../staging/hubspot_deal_pipeline_stages.js";
import { hubspot_deals } from "../staging/hubspot_deals.js";
import { hubspot_merged_deals } from "../staging/hubspot_merged_deals.js";

/** A deal that was merged into another stands unmarked in replicas, and is none. */
export const opportunity_states = entityPart({
  product: "hubspot",
  entity: "opportunity_states",
  from: {
    deals: hubspot_deals,
    stages: hubspot_deal_pipeline_stages,
    companies: hubspot_deal_companies,
    merged: hubspot_merged_deals,
    mirrored: hubspot_deals_mirrored,
    run: run_context,
  },
  select: () => sql`
    with gone as (
      select system, merged_deal_id as deal_id from merged where merged_deal_id <> deal_id
      union
      select system, unnest(list_filter(${splitIds(sql`merged_deal_ids`)}, lambda id: id <> deal_id)) from deals
      union
      select system, deal_id from mirrored
    ),
    bought_by as (
      select system, deal_id, min(company_id) as company_id from companies group by system, deal_id
    )
    select deals.system, deals.deal_id as opportunity_id,
      coalesce(bought_by.company_id, (${splitIds(sql`deals.company_ids`)})[1]) as account_id, deals.owner_id, deals.name,
      'deal' as entity, 'dealstage' as field, deals.stage as stage_name, deals.currency, deals.amount,
      coalesce(deals.is_closed, stages.is_closed) as is_closed, coalesce(deals.is_won, stages.is_won) as is_won,
      false as is_created_approximate, coalesce(deals.is_close_date, true) as is_closed_approximate, deals.created_at,
      ${instantAsOf("deals.closed_at", "deals.is_close_date", "run.time_zone", sql.ref("run.as_of"))} as closed_at
    from deals
    cross join run
    anti join gone on gone.system = deals.system and gone.deal_id = deals.deal_id
    left join stages on stages.system = deals.system and stages.stage_id = deals.stage
    left join bought_by on bought_by.system = deals.system and bought_by.deal_id = deals.deal_id
    where not deals.is_deleted and deals.created_at is not null`,
});
