import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { instantAsOf } from "../../../../src/table/dialect.js";
import { run_context } from "../../../run/run_context.js";
import { hubspot_companies_merged } from "../intermediate/hubspot_companies_merged.js";
import { hubspot_deals_merged } from "../intermediate/hubspot_deals_merged.js";
import { splitIds } from "../shared/hubspot.js";
import { hubspot_deal_companies } from "../staging/hubspot_deal_companies.js";
import { hubspot_deal_pipeline_stages } from "../staging/hubspot_deal_pipeline_stages.js";
import { hubspot_deals } from "../staging/hubspot_deals.js";

/** Deals that were deleted or merged away are left out. */
export const opportunity_states = entityPart({
  product: "hubspot",
  entity: "opportunity_states",
  from: {
    deals: hubspot_deals,
    stages: hubspot_deal_pipeline_stages,
    companies: hubspot_deal_companies,
    merged: hubspot_deals_merged,
    merged_companies: hubspot_companies_merged,
    run: run_context,
  },
  select: () => sql`
    with companies_of_deals as (
      select system, deal_id, min(company_id) as company_id
      from companies
      group by system, deal_id
    )
    select
      deals.system,
      deals.deal_id as opportunity_id,
      coalesce(merged_companies.merged_into, companies_of_deals.company_id, (${splitIds(sql`deals.company_ids`)})[1]) as account_id,
      deals.owner_id,
      deals.name,
      'deal' as entity,
      'dealstage' as field,
      deals.stage as stage_name,
      deals.currency,
      deals.amount,
      coalesce(deals.is_closed, stages.is_closed) as is_closed,
      coalesce(deals.is_won, stages.is_won) as is_won,
      deals.created_at is null as is_created_approximate,
      coalesce(deals.is_close_date, true) as is_closed_approximate,
      deals.created_at,
      deals.stage_entered_at as stage_changed_at,
      ${instantAsOf("deals.closed_at", "deals.is_close_date", "run.time_zone", sql.ref("run.as_of"))} as closed_at,
      deals.salesforce_opportunity_id as mirrors_id
    from deals
    cross join run
    anti join merged on merged.system = deals.system and merged.deal_id = deals.deal_id
    left join stages on stages.system = deals.system and stages.stage_id = deals.stage
    left join companies_of_deals on companies_of_deals.system = deals.system and companies_of_deals.deal_id = deals.deal_id
    left join merged_companies on merged_companies.system = deals.system
      and merged_companies.record_id = coalesce(companies_of_deals.company_id, (${splitIds(sql`deals.company_ids`)})[1])
    where not deals.is_deleted`,
});
