import { sql } from "kysely";
import { flag, instant, nullable, oneOf, type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { splitIds } from "../shared/hubspot.js";
import { hubspot_engagement_contacts } from "../staging/hubspot_engagement_contacts.js";
import { hubspot_engagement_deals } from "../staging/hubspot_engagement_deals.js";
import { hubspot_engagements_done } from "./hubspot_engagements_done.js";

const columns = {
  system: text("Source"),
  engagement_id: text("The engagement"),
  contact_id: text("Contact that it was with"),
  owner_id: nullable(text("Who of sales did it")),
  deal_id: nullable(text("Deal that it was about; of several the smallest id")),
  kind: oneOf(["call", "email", "meeting"], "What it was"),
  is_inbound: flag("Whether the other side called, wrote or booked"),
  is_automated: flag("Whether a sequence or a workflow did it"),
  created_at: nullable(instant("When it was logged, UTC")),
  occurred_at: instant("When, UTC"),
};

export const hubspot_engagement_people = model({
  name: "intermediate.hubspot_engagement_people",
  about: "One row per call, email or meeting that took place and contact that it was with.",
  materialized: "table",
  grain: ["system", "engagement_id", "contact_id"],
  from: { done: hubspot_engagements_done, contacts: hubspot_engagement_contacts, deals: hubspot_engagement_deals },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with with_whom as (
      select system, engagement_id, contact_id from contacts
      union
      select system, engagement_id, unnest(${splitIds(sql`contact_ids`)}) from done
    ),
    about as (
      select system, engagement_id, min(deal_id) as deal_id
      from (
        select system, engagement_id, deal_id from deals
        union all
        select system, engagement_id, unnest(${splitIds(sql`deal_ids`)}) from done
      )
      group by system, engagement_id
    )
    select done.system, done.engagement_id, with_whom.contact_id, done.owner_id, about.deal_id, done.kind,
      done.is_inbound, done.is_automated, done.created_at, done.occurred_at
    from done
    inner join with_whom on with_whom.system = done.system and with_whom.engagement_id = done.engagement_id
    left join about on about.system = done.system and about.engagement_id = done.engagement_id`,
});
