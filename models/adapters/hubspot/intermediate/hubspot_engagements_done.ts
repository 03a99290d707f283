import { sql } from "kysely";
import { flag, instant, nullable, oneOf, type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { internalValue } from "../shared/hubspot.js";
import { hubspot_calls } from "../staging/hubspot_calls.js";
import { hubspot_emails } from "../staging/hubspot_emails.js";
import { hubspot_engagements } from "../staging/hubspot_engagements.js";
import { hubspot_meetings } from "../staging/hubspot_meetings.js";

const columns = {
  system: text("Source"),
  engagement_id: text("The engagement"),
  owner_id: nullable(text("Who of sales did it")),
  contact_ids: nullable(text("Contacts that it names itself, as a;b")),
  deal_ids: nullable(text("Deals that it names itself, as a;b")),
  kind: oneOf(["call", "email", "meeting"], "What it was"),
  is_inbound: flag("Whether the other side called, wrote or booked"),
  is_automated: flag("Whether a sequence or a workflow did it"),
  created_at: nullable(instant("When it was logged, UTC")),
  occurred_at: instant("When, UTC; of a meeting its start"),
};

const isOneOf = (word: string, ...words: string[]) =>
  sql`coalesce(${internalValue(sql.raw(word))} in (${sql.join(words.map((one) => sql.lit(one)))}), false)`;
const notDoneStatuses = [
  "CANCELED",
  "CANCELLED",
  "FAILED",
  "QUEUED",
  "RINGING",
  "CONNECTING",
  "CALLING_CRM_USER",
  "MISSED",
];

/** What was planned, cancelled, put off or not come to is none; a table of the kind says more than the one of all kinds. */
export const hubspot_engagements_done = model({
  name: "intermediate.hubspot_engagements_done",
  about: "One row per call, one-to-one email or meeting that HubSpot says took place.",
  materialized: "table",
  grain: ["system", "engagement_id"],
  from: { engagements: hubspot_engagements, calls: hubspot_calls, emails: hubspot_emails, meetings: hubspot_meetings },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with told as (
      select system, engagement_id, owner_id, contact_ids, deal_ids, 'call' as kind,
        coalesce(${internalValue(sql`direction`)} = 'INBOUND', false) as is_inbound, false as is_automated,
        not ${isOneOf("status", ...notDoneStatuses)} as is_done, is_deleted, created_at, occurred_at
      from calls
      union all by name
      select system, engagement_id, owner_id, contact_ids, deal_ids, 'email' as kind,
        coalesce(${internalValue(sql`direction`)} = 'INCOMING_EMAIL', false) as is_inbound,
        sequence_id is not null
          or coalesce(regexp_matches(${internalValue(sql`source`)}, '^(SEQUENCE|WORKFLOW|AUTOMATION)'), false) as is_automated,
        not ${isOneOf("status", "SCHEDULED", "FAILED")} as is_done, is_deleted, created_at, occurred_at
      from emails
      union all by name
      select system, engagement_id, owner_id, contact_ids, deal_ids, 'meeting' as kind,
        booking_link_id is not null or ${isOneOf("source", "MEETINGS_PUBLIC")} as is_inbound, false as is_automated,
        not ${isOneOf("outcome", "CANCELED", "CANCELLED", "RESCHEDULED", "NO_SHOW")} as is_done, is_deleted, created_at,
        coalesce(started_at, occurred_at) as occurred_at
      from meetings
    ),
    everything as (
      select * from told
      union all by name
      select system, engagement_id, owner_id, case when type = 'INCOMING_EMAIL' then 'email' else lower(type) end as kind,
        type = 'INCOMING_EMAIL' as is_inbound, false as is_automated, true as is_done, is_deleted, created_at, occurred_at
      from engagements
      anti join told using (system, engagement_id)
      where type in ('CALL', 'EMAIL', 'INCOMING_EMAIL', 'MEETING')
    )
    select everything.system, everything.engagement_id, coalesce(everything.owner_id, engagements.owner_id) as owner_id,
      everything.contact_ids, everything.deal_ids, everything.kind, everything.is_inbound, everything.is_automated,
      coalesce(everything.created_at, engagements.created_at) as created_at,
      coalesce(everything.occurred_at, engagements.occurred_at, everything.created_at) as occurred_at
    from everything
    left join engagements using (system, engagement_id)
    where everything.is_done and not everything.is_deleted and not coalesce(engagements.is_deleted, false)
      and coalesce(everything.occurred_at, engagements.occurred_at, everything.created_at) is not null`,
});
