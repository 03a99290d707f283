import { sql } from "kysely";
import { nullable, pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { splitIds } from "../shared/hubspot.js";
import { hubspot_engagement_contacts } from "../staging/hubspot_engagement_contacts.js";
import { hubspot_engagement_deals } from "../staging/hubspot_engagement_deals.js";
import { hubspot_engagements_done } from "./hubspot_engagements_done.js";

const columns = {
  ...pickColumns(hubspot_engagements_done, "system", "engagement_id"),
  contact_id: text("Contact that the call, email, meeting or task was with"),
  owner_id: hubspot_engagements_done.columns.owner_id,
  deal_id: nullable(text("Deal that it was about; the first id if there are several; null if none")),
  ...pickColumns(hubspot_engagements_done, "kind", "is_inbound", "is_automated", "created_at", "occurred_at"),
};

export const hubspot_engagement_people = model({
  name: "intermediate.hubspot_engagement_people",
  about: "One row per call, email, meeting or task that took place, and contact on it.",
  materialized: "table",
  grain: ["system", "engagement_id", "contact_id"],
  from: { done: hubspot_engagements_done, contacts: hubspot_engagement_contacts, deals: hubspot_engagement_deals },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with contacts_of_engagements as (
      select system, engagement_id, contact_id from contacts
      union
      select system, engagement_id, unnest(${splitIds(sql`contact_ids`)}) from done
    ),
    deals_of_engagements as (
      select system, engagement_id, min(deal_id) as deal_id
      from (
        select system, engagement_id, deal_id from deals
        union all
        select system, engagement_id, unnest(${splitIds(sql`deal_ids`)}) from done
      )
      group by system, engagement_id
    )
    select
      done.system,
      done.engagement_id,
      contacts_of_engagements.contact_id,
      done.owner_id,
      deals_of_engagements.deal_id,
      done.kind,
      done.is_inbound,
      done.is_automated,
      done.created_at,
      done.occurred_at
    from done
    inner join contacts_of_engagements on contacts_of_engagements.system = done.system
      and contacts_of_engagements.engagement_id = done.engagement_id
    left join deals_of_engagements on deals_of_engagements.system = done.system
      and deals_of_engagements.engagement_id = done.engagement_id`,
});
