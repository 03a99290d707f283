import { sql } from "kysely";
import { noTaskType } from "../../../../src/base/task_kinds.js";
import { flag, instant, nullable, oneOf, pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { comparisonKey } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { task_kinds } from "../../../run/task_kinds.js";
import { internalValue } from "../shared/hubspot.js";
import { hubspot_calls } from "../staging/hubspot_calls.js";
import { hubspot_emails } from "../staging/hubspot_emails.js";
import { hubspot_engagements } from "../staging/hubspot_engagements.js";
import { hubspot_meetings } from "../staging/hubspot_meetings.js";
import { hubspot_tasks } from "../staging/hubspot_tasks.js";

const columns = {
  ...pickColumns(hubspot_engagements, "system"),
  engagement_id: text("Call, email, meeting or task"),
  owner_id: nullable(text("Owner: the sales rep")),
  contact_ids: nullable(text("Ids of the contacts that the record itself lists, e.g. 101;102; null if it lists none")),
  deal_ids: nullable(text("Ids of the deals that the record itself lists, e.g. 101;102; null if it lists none")),
  kind: oneOf(["call", "email", "meeting", "task"], "Kind of engagement"),
  is_inbound: flag("True if the other side called, wrote or booked"),
  is_automated: flag("True if a sequence or a workflow did it"),
  ...pickColumns(hubspot_engagements, "created_at"),
  occurred_at: instant("When it happened, UTC; for a meeting its start"),
};

const isOneOf = (column: string, ...values: string[]) =>
  sql`coalesce(${internalValue(sql.raw(column))} in (${sql.join(values.map((value) => sql.lit(value)))}), false)`;

const callStatusesNotDone = [
  "CANCELED",
  "CANCELLED",
  "FAILED",
  "QUEUED",
  "RINGING",
  "CONNECTING",
  "CALLING_CRM_USER",
  "MISSED",
];
const emailStatusesNotDone = ["SCHEDULED", "FAILED"];
const meetingOutcomesNotDone = ["CANCELED", "CANCELLED", "RESCHEDULED", "NO_SHOW"];

/**
 * What was only planned, cancelled, put off or missed is left out; a record without a status counts as done, but a task does
 * not. The tables of each kind know more than the table of all engagements, which fills in what they lack. A task of the
 * type CALL is of kind task: the call is a record of its own. task_kinds of closedloop.yaml may say otherwise.
 */
export const hubspot_engagements_done = model({
  name: "intermediate.hubspot_engagements_done",
  about: "One row per call, one-to-one email, meeting or task that took place according to HubSpot.",
  materialized: "table",
  grain: ["system", "engagement_id"],
  from: {
    engagements: hubspot_engagements,
    calls: hubspot_calls,
    emails: hubspot_emails,
    meetings: hubspot_meetings,
    tasks: hubspot_tasks,
    kinds: task_kinds,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with detailed as (
      select
        system,
        engagement_id,
        owner_id,
        contact_ids,
        deal_ids,
        'call' as kind,
        coalesce(${internalValue(sql`direction`)} = 'INBOUND', false) as is_inbound,
        false as is_automated,
        not ${isOneOf("status", ...callStatusesNotDone)} as is_done,
        is_deleted,
        created_at,
        occurred_at
      from calls
      union all by name
      select
        system,
        engagement_id,
        owner_id,
        contact_ids,
        deal_ids,
        'email' as kind,
        coalesce(${internalValue(sql`direction`)} = 'INCOMING_EMAIL', false) as is_inbound,
        sequence_id is not null
          or coalesce(regexp_matches(${internalValue(sql`source`)}, '^(SEQUENCE|WORKFLOW|AUTOMATION)'), false) as is_automated,
        not ${isOneOf("status", ...emailStatusesNotDone)} as is_done,
        is_deleted,
        created_at,
        occurred_at
      from emails
      union all by name
      select
        system,
        engagement_id,
        owner_id,
        contact_ids,
        deal_ids,
        'meeting' as kind,
        booking_link_id is not null or ${isOneOf("source", "MEETINGS_PUBLIC")} as is_inbound,
        false as is_automated,
        not ${isOneOf("outcome", ...meetingOutcomesNotDone)} as is_done,
        is_deleted,
        created_at,
        coalesce(started_at, occurred_at) as occurred_at
      from meetings
      union all by name
      select
        tasks.system,
        tasks.engagement_id,
        tasks.owner_id,
        tasks.contact_ids,
        tasks.deal_ids,
        coalesce(kinds.kind, 'task') as kind,
        false as is_inbound,
        false as is_automated,
        ${isOneOf("tasks.status", "COMPLETED")} and coalesce(kinds.kind <> 'none', true) as is_done,
        tasks.is_deleted,
        tasks.created_at,
        -- Its timestamp is the day on which it is due.
        coalesce(tasks.completed_at, tasks.modified_at, tasks.created_at) as occurred_at
      from tasks
      left join kinds on kinds.system = tasks.system
        and kinds.type = coalesce(${comparisonKey("tasks.type")}, ${sql.lit(noTaskType)})
    ),
    all_engagements as (
      select * from detailed
      union all by name
      select
        system,
        engagement_id,
        owner_id,
        case when type = 'INCOMING_EMAIL' then 'email' else lower(type) end as kind,
        type = 'INCOMING_EMAIL' as is_inbound,
        false as is_automated,
        true as is_done,
        is_deleted,
        created_at,
        occurred_at
      from engagements
      anti join detailed using (system, engagement_id)
      where type in ('CALL', 'EMAIL', 'INCOMING_EMAIL', 'MEETING')
    )
    select
      all_engagements.system,
      all_engagements.engagement_id,
      coalesce(all_engagements.owner_id, engagements.owner_id) as owner_id,
      all_engagements.contact_ids,
      all_engagements.deal_ids,
      all_engagements.kind,
      all_engagements.is_inbound,
      all_engagements.is_automated,
      coalesce(all_engagements.created_at, engagements.created_at) as created_at,
      coalesce(all_engagements.occurred_at, engagements.occurred_at, all_engagements.created_at) as occurred_at
    from all_engagements
    left join engagements using (system, engagement_id)
    where all_engagements.is_done and not all_engagements.is_deleted and not coalesce(engagements.is_deleted, false)
      and coalesce(all_engagements.occurred_at, engagements.occurred_at, all_engagements.created_at) is not null`,
});
