import { sql } from "kysely";
import { funnelStages } from "../../src/base/lifecycle.js";
import { flag, nullable, oneOf, personalWhere, type RowOf, real, text, whole } from "../../src/table/columns.js";
import { db } from "../../src/table/db.js";
import { isMailAddress, mailHost } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { field_stage_events } from "../canonical/field_stage_events.js";
import { lead_status_events } from "../canonical/lead_status_events.js";
import { opportunity_copies } from "../canonical/opportunity_copies.js";
import { source_activities } from "../canonical/source_activities.js";
import { source_attributes } from "../canonical/source_attributes.js";
import { source_findings } from "../canonical/source_findings.js";
import { source_links } from "../canonical/source_links.js";
import { source_opportunities } from "../canonical/source_opportunities.js";
import { source_opportunity_people } from "../canonical/source_opportunity_people.js";
import { source_opportunity_states } from "../canonical/source_opportunity_states.js";
import { source_sales_touches } from "../canonical/source_sales_touches.js";
import { source_stage_events } from "../canonical/source_stage_events.js";
import { account_domains } from "../intermediate/account_domains.js";
import { activities } from "../intermediate/activities.js";
import { dimensions_dated } from "../intermediate/dimensions_dated.js";
import { events_anchored } from "../intermediate/events_anchored.js";
import { events_merged } from "../intermediate/events_merged.js";
import { events_recorded } from "../intermediate/events_recorded.js";
import { opportunities_named } from "../intermediate/opportunities_named.js";
import { people_on_opportunities } from "../intermediate/people_on_opportunities.js";
import { people_resolved } from "../intermediate/people_resolved.js";
import { person_records } from "../intermediate/person_records.js";
import { records_judged } from "../intermediate/records_judged.js";
import { activity_map } from "../lookups/activity_map.js";
import { channels } from "../lookups/channels.js";
import { personas } from "../lookups/personas.js";
import { regions } from "../lookups/regions.js";
import { rejection_reasons } from "../lookups/rejection_reasons.js";
import { stage_map } from "../lookups/stage_map.js";
import { titles } from "../lookups/titles.js";
import { load_findings } from "../run/load_findings.js";
import { load_rejects } from "../run/load_rejects.js";
import { loads } from "../run/loads.js";
import { missing_records } from "../run/missing_records.js";
import { run_context } from "../run/run_context.js";
import { checkGuideRows, concerns } from "../shared/check_guide.js";
import { countBySubject, qualityCheck } from "../shared/quality_checks.js";
import { calibration } from "./calibration.js";
import { funnel } from "./funnel.js";
import { lifecycle_events } from "./lifecycle_events.js";
import { mql_cycles } from "./mql_cycles.js";
import { opportunities as priced_opportunities } from "./opportunities.js";
import { people } from "./people.js";

const columns = {
  check: text("What was checked, e.g. unmapped personas"),
  subject: personalWhere("has_private_subject", text("What was found: a value, file, stage or source")),
  count: whole("How many rows, records or people it concerns"),
  share: nullable(real("Share of everything that was checked; null if there is no total")),
  severity: oneOf(["info", "warn"], "warn: correct the export, a lookup or the configuration; info: no action needed"),
  example: nullable(
    personalWhere(
      "has_private_subject and concern = 'files'",
      text("One example, as an id or a place in a file; null if there is none"),
    ),
  ),
  concern: oneOf(
    concerns,
    "What the finding concerns, e.g. results: the funnel has no MQL, or a stage without records",
  ),
  advice: nullable(text("What to do; null if nothing need be done")),
  has_private_subject: flag(
    "True if the subject may quote your data: a value as typed, or the name of a file. Only the full file has it then",
  ),
  meaning: nullable(text("What the check counts, and whether that is normal; null if its name says so")),
  priority: whole("Order of the concern: 1 moves the funnel most"),
};

/** People whose value no rule of a lookup fits, by value, e.g. job titles without a persona. */
const unmapped = (value: string, column: string) =>
  countBySubject(`coalesce(${value}, '(none)')`, "people", `${column} = 'Unmapped'`, "person_id");

/** Counts the rows of a table by record. */
const rowsByRecord = (table: string) =>
  `select system, entity, record_id, count(*) as rows from ${table} group by system, entity, record_id`;

/** The same, with the rows that cannot be: dated after the run's as-of, or before 1970. */
const datedRowsByRecord = (table: string) =>
  `select system, entity, record_id, count(*) as rows,
      count(*) filter (where occurred_at > run.as_of) as late_rows,
      count(*) filter (where occurred_at < timestamp '1970-01-01') as early_rows
    from ${table} cross join run group by system, entity, record_id`;

/** Rows of `datedRowsByRecord` that cannot be, by source and reason: they count nowhere. */
const impossibleRows = (rows: string) =>
  [
    ["late_rows", "after the run''s as-of"],
    ["early_rows", "before 1970"],
  ]
    .map(
      ([column, fault]) => `select system || ': ${fault}' as subject, sum(${column}) as count,
        sum(${column}) / sum(rows) as share, min(record_id) filter (where ${column} > 0) as example
      from (${rows}) group by system having sum(${column}) > 0`,
    )
    .join(" union all ");

/** Rows that name a record that is excluded or not exported, by source: they count nowhere. */
const orphanRows = (rows: string) =>
  `select named.system as subject,
      sum(named.rows) filter (where records.person_id is null) as count,
      sum(named.rows) filter (where records.person_id is null) / sum(named.rows) as share,
      min(named.record_id) filter (where records.person_id is null) as example
    from (${rows}) as named
    left join records on records.system = named.system and records.entity = named.entity
      and records.record_id = named.record_id
    group by named.system having count(*) filter (where records.person_id is null) > 0`;

/** The funnel of all MQLs, one row per stage. */
const stagesOfFunnel = funnelStages
  .map(
    (stage) => `select '${stage}' as stage, mqls, reached_${stage} as reached, mature_${stage} as mature,
      ${stage === "won" ? "reached_won" : `own_${stage}`} as own
    from funnel where dimension = 'all' and period_kind = 'all'`,
  )
  .join(" union all ");

/** Without these checks an empty table, or one rate that other records imply, looks like a result. */
const resultChecks = [
  qualityCheck(
    "no MQLs",
    "warn",
    `select 'no stage of a record means MQL, and no score reached the threshold' as subject, count(*) as count,
      1 as share, null::varchar as example
    from people where not exists (from cycles where cycle_no > 0) having count(*) > 0`,
  ),
  // Fewer MQLs than min_sample may have reached nothing by chance.
  qualityCheck(
    "stages that no MQL reached",
    "warn",
    `select stage as subject, mature as count, mature / mqls as share, null::varchar as example
    from (${stagesOfFunnel}) cross join run where reached = 0 and mature >= run.min_sample`,
  ),
  qualityCheck(
    "stages that are only implied",
    "warn",
    `select stage as subject, reached as count, reached / mqls as share, null::varchar as example
    from (${stagesOfFunnel}) where own = 0 and reached > 0`,
  ),
  qualityCheck(
    "MQLs whose fit looks ahead",
    { warnIf: "share = 1" },
    `select 'bands of the total score' as subject, sum(backfilled_mqls) as count,
      sum(backfilled_mqls) / sum(mqls) as share, null::varchar as example
    from bands where axis = 'total' having sum(backfilled_mqls) > 0`,
  ),
];

const missing = (column: string) => countBySubject(`'${column}'`, "people", `${column} is null`, "person_id");

const missingTable = "concat_ws(': ', missing.table_name, missing.part)";
/** Missing records by raw table and part of it, without those that are known to be merged into another one: they are not gone. */
const missingRecords = (states: readonly string[], having = "true", subject = missingTable) =>
  `select ${subject} as subject, count(*) as count, null as share, min(missing.record_key) as example
    from missing_records as missing
    anti join (from links where reason = 'merge') as merged on missing.meaning = 'deleted'
      and merged.system = missing.system and merged.entity = missing.entity and merged.record_id = missing.record_key
    where missing.state in (${states.map((state) => `'${state}'`).join(", ")})
    group by all having ${having}`;

/** True of a table for which somebody should look: new records are missing, or records that should be there. */
const isAlarming =
  "bool_or(missing.meaning = 'warned' or (missing.meaning <> 'told' and (missing.is_new or missing.state = 'kept')))";

/** The day whose rate converts the amount of an opportunity. */
const pricedOn = "(case when outcome = 'won' then closed_date else created_date end)";
const isAddress = isMailAddress("email").compile(db).sql;

/** Lookups whose rows `closedloop doctor` proposes, and what a row says. */
const markedLookups = [
  { table: "stage_map", meaning: "coalesce(stage, 'no stage')" },
  { table: "activity_map", meaning: "activity_type" },
  { table: "rejection_reasons", meaning: "reason" },
  { table: "channels", meaning: "channel" },
  { table: "personas", meaning: "persona" },
  { table: "titles", meaning: "coalesce(seniority, 'no seniority')" },
  { table: "regions", meaning: "region" },
];

/** Rows with a mark by their meaning, e.g. `channels: Other`; the share is of all rows of the lookup. */
function markedRows(table: string, meaning: string): string {
  return `select '${table}: ' || ${meaning} as subject, count(*) as count,
      count(*) / (select count(*) from lookup_${table}) as share, min(mark) as example
    from lookup_${table} where mark is not null group by all`;
}

const qualityChecks = [
  ...resultChecks,
  qualityCheck(
    "rejected rows",
    "warn",
    `select load_rejects.file || ', ' || column_name || ': ' || code as subject,
      sum(records) as count, sum(records) / max(loads.parsed) as share, 'line ' || min(first_line) as example
    from load_rejects inner join loads on loads.load_id = load_rejects.load_id group by all`,
  ),
  qualityCheck(
    "deduplicated rows",
    "info",
    `select file as subject, deduplicated as count, deduplicated / parsed as share,
      null::varchar as example from loads where deduplicated > 0`,
  ),
  qualityCheck(
    "NUL bytes left out",
    "info",
    "select file as subject, nul_bytes as count, null as share, null::varchar as example from loads where nul_bytes > 0",
  ),
  qualityCheck(
    "columns beyond the contract",
    "info",
    `select file as subject,
      length(unknown_headers) - length(replace(unknown_headers, ',', '')) + 1 as count, null as share,
      unknown_headers as example from loads where unknown_headers <> ''`,
  ),
  ...(["warn", "info"] as const).map((severity) =>
    qualityCheck(
      "records missing from the latest full export",
      severity,
      missingRecords(["taken", "kept"], `${severity === "warn" ? "" : "not "}${isAlarming}`),
    ),
  ),
  qualityCheck("records missing at once, not taken as deleted", "warn", missingRecords(["asked"])),
  // Records that were rejected tonight are in the export; more than those may be gone for good, and nobody would see it.
  ...(["warn", "info"] as const).map((severity) =>
    qualityCheck(
      "records missing from an incomplete export",
      severity,
      missingRecords(
        ["incomplete"],
        `${severity === "warn" ? "not " : ""}bool_and(missing.may_be_rejected)`,
        "concat_ws(': ', missing.table_name, missing.part, missing.lacks)",
      ),
    ),
  ),
  qualityCheck(
    "excluded records",
    "info",
    countBySubject("coalesce(exclusion, '')", "judged", "exclusion is not null", "record_id"),
  ),
  qualityCheck(
    "records of shared mailboxes",
    "info",
    countBySubject("system", "judged", `exclusion is null and not has_own_email and ${isAddress}`, "record_id"),
  ),
  qualityCheck(
    "records whose email is no address",
    "info",
    countBySubject("system", "judged", `exclusion is null and not ${isAddress}`, "record_id"),
  ),
  qualityCheck(
    "people whose account their email's domain gave",
    "info",
    countBySubject("account_system", "resolved", "account_is_matched", "person_id"),
  ),
  qualityCheck(
    "people whose email's domain several accounts have",
    "info",
    `select domains.domain as subject, count(*) as count, count(*) / (select count(*) from resolved) as share,
      min(resolved.person_id) as example
    from resolved
    inner join domains on domains.domain = ${mailHost("resolved.email").compile(db).sql}
    where resolved.account_id is null group by all`,
  ),
  qualityCheck(
    "unmapped stage values",
    "warn",
    `select entity || '.' || field || ' = ' || coalesce(value, '') as subject,
      count(*) as count, null as share, min(record_id) as example
    from (select entity, field, value, record_id, stage, is_mapped from status_events
      union all select entity, field, value, record_id, stage, is_mapped from field_events)
    where not is_mapped and stage is null group by all`,
  ),
  // Only the date of a stage has a stage before its value is understood.
  qualityCheck(
    "stage dates that are no dates",
    "warn",
    `select entity || '.' || field as subject, count(*) as count, null as share, min(record_id) as example
    from field_events where not is_mapped and stage is not null group by all`,
  ),
  qualityCheck(
    "unmapped reasons",
    "warn",
    countBySubject("coalesce(rejection_reason_raw, '')", "cycles", "rejection_reason = 'Unmapped'", "cycle_id"),
  ),
  qualityCheck(
    "rejections without a reason",
    "warn",
    countBySubject("outcome", "cycles", "rejection_reason = 'No reason given'", "cycle_id"),
  ),
  qualityCheck(
    "unmapped activity types",
    "warn",
    countBySubject("coalesce(raw_type, '(none)')", "activities", "not is_mapped", "activity_id"),
  ),
  qualityCheck(
    "activities of bots",
    "info",
    countBySubject("coalesce(raw_type, '(none)')", "activities", "is_bot", "activity_id"),
  ),
  qualityCheck(
    "lookup rows that nobody confirmed",
    "warn",
    markedLookups.map(({ table, meaning }) => markedRows(table, meaning)).join(" union all "),
  ),
  qualityCheck("unmapped personas", "warn", unmapped("job_title", "persona")),
  qualityCheck("unmapped seniorities", "info", unmapped("job_title", "seniority")),
  qualityCheck("unmapped channels", "warn", unmapped("source", "channel")),
  qualityCheck("unmapped regions", "warn", unmapped("country", "region")),
  qualityCheck(
    "missing fields",
    "info",
    ["email", "job_title", "company", "source", "country", "industry", "employee_count"]
      .map(missing)
      .join(" union all "),
  ),
  qualityCheck(
    "events that cannot be",
    "warn",
    `select stage || ': ' || fault as subject, count(*) as count, null as share, min(record_id) as example
    from recorded where fault is not null group by all`,
  ),
  qualityCheck(
    "records dated after the as-of",
    "warn",
    `select 'people' as subject, count(*) as count, null as share, min(person_id) as example
    from people cross join run where people.created_at > run.as_of having count(*) > 0
    union all
    select 'opportunities that are ' || outcome, count(*), null, min(opportunity_id)
    from opportunities cross join run
    where opportunities.created_at > run.as_of
      or (opportunities.outcome <> 'open' and opportunities.closed_at > run.as_of)
    group by outcome`,
  ),
  qualityCheck("activities that cannot be", "warn", impossibleRows("from active")),
  qualityCheck("sales touches that cannot be", "warn", impossibleRows(datedRowsByRecord("sales_touches"))),
  qualityCheck(
    "events told more than once",
    "info",
    `select stage as subject, sum(tellings - 1) as count, sum(tellings - 1) / sum(tellings) as share,
      min(record_id) filter (where tellings > 1) as example
    from merged group by stage having sum(tellings) > count(*)`,
  ),
  qualityCheck("events clamped to their MQL", "warn", countBySubject("stage", "lifecycle", "is_clamped", "record_id")),
  qualityCheck(
    "links to an MQL before any cycle",
    "warn",
    countBySubject("stage", "anchored", "is_link_ignored", "record_id"),
  ),
  qualityCheck(
    "events without an exact instant",
    "info",
    countBySubject("stage", "lifecycle", "is_approximate", "record_id"),
  ),
  qualityCheck(
    "events that count nowhere",
    "info",
    countBySubject(
      "case when stage = 'mql' and origin = 'computed' then 'mql, computed again' else stage end",
      "lifecycle",
      "cycle_no is null",
      "record_id",
    ),
  ),
  qualityCheck(
    "opportunity ids of stage events that may be of several opportunities",
    "warn",
    countBySubject("system", "named", "opportunity_key is null", "named_id"),
  ),
  qualityCheck("stage events of records not kept", "info", orphanRows(rowsByRecord("stage_events"))),
  qualityCheck("activities of records not kept", "info", orphanRows("from active")),
  qualityCheck(
    "activities of records that no export has",
    "warn",
    `select active.system as subject, sum(active.rows) as count,
      sum(active.rows) / (select sum(rows) from active) as share, min(active.record_id) as example
    from active
    anti join judged on judged.system = active.system and judged.entity = active.entity
      and judged.record_id = active.record_id
    group by active.system`,
  ),
  qualityCheck("sales touches of records not kept", "info", orphanRows(rowsByRecord("sales_touches"))),
  qualityCheck("opportunity roles of records not kept", "info", orphanRows(rowsByRecord("roles"))),
  qualityCheck(
    "opportunity roles of opportunities not kept",
    "info",
    `select roles.system as subject,
      count(*) filter (where opportunities.opportunity_id is null) as count,
      count(*) filter (where opportunities.opportunity_id is null) / count(*) as share,
      min(roles.opportunity_id) filter (where opportunities.opportunity_id is null) as example
    from roles
    -- A role on a copy counts on its original.
    anti join opportunity_copies on opportunity_copies.system = roles.system
      and opportunity_copies.opportunity_id = roles.opportunity_id
    left join opportunities on opportunities.system = roles.system and opportunities.opportunity_id = roles.opportunity_id
    group by roles.system having count(*) filter (where opportunities.opportunity_id is null) > 0`,
  ),
  // A merged record may be gone from all exports. If most links lead nowhere, they may be written in another way.
  qualityCheck(
    "links to records that no export has",
    { warnIf: "share > 0.5" },
    `select system || ': ' || reason as subject,
      count(*) filter (where not is_found) as count,
      count(*) filter (where not is_found) / count(*) as share,
      min(other_record_id) filter (where not is_found) as example
    from (
      select links.system, links.reason, links.record_id, links.other_record_id,
        bool_or(judged.record_id is not null) as is_found
      from links
      left join judged on judged.system = links.other_system and judged.record_id = links.other_record_id
        and judged.entity = coalesce(links.other_entity, judged.entity)
      where links.reason <> 'merge'
      group by all
    )
    group by system, reason having count(*) filter (where not is_found) > 0`,
  ),
  qualityCheck(
    "opportunities without a person",
    // A win without a person is missing in every rate of wins. Of the others, a few are normal.
    { warnIf: "subject = 'won' or share > 0.5" },
    `select opportunities.outcome as subject,
      count(*) filter (where on_opportunities.opportunity_id is null) as count,
      count(*) filter (where on_opportunities.opportunity_id is null) / count(*) as share,
      min(opportunities.opportunity_id) filter (where on_opportunities.opportunity_id is null) as example
    from opportunities
    left join (select distinct system, opportunity_id from on_opportunities) as on_opportunities
      on on_opportunities.system = opportunities.system
      and on_opportunities.opportunity_id = opportunities.opportunity_id
    group by opportunities.outcome having count(*) filter (where on_opportunities.opportunity_id is null) > 0`,
  ),
  qualityCheck(
    "copies of opportunities, left out",
    "info",
    `select system || ', of ' || original_system as subject, count(*) as count, null as share,
      min(opportunity_id) as example
    from opportunity_copies group by all`,
  ),
  qualityCheck(
    "copies of opportunities that no other source has",
    "info",
    countBySubject("system", "opportunity_states", "mirrors_id is not null", "opportunity_id"),
  ),
  qualityCheck(
    "wins and losses without a date",
    "warn",
    countBySubject("outcome", "opportunities", "outcome <> 'open' and closed_at is null", "opportunity_id"),
  ),
  qualityCheck(
    "cycles with a dimension not known at the MQL",
    "info",
    `select dimension as subject, later_cycles as count, later_cycles / cycles as share, example
    from dimensions where later_cycles > 0`,
  ),
  qualityCheck(
    "email statuses without a date",
    "info",
    `select system || ': ' || value as subject, count(*) as count, null as share, min(record_id) as example
    from attributes
    where attribute = 'email_status' and not is_recorded and value in ('invalid', 'unsubscribed')
    group by all`,
  ),
  qualityCheck(
    "amounts without a currency rate",
    "warn",
    countBySubject(
      "coalesce(currency, '')",
      "priced",
      `amount is not null and amount_reporting is null and ${pricedOn} is not null`,
      "opportunity_key",
    ),
  ),
  qualityCheck(
    "amounts without a day for the currency rate",
    "warn",
    countBySubject(
      "coalesce(currency, '')",
      "priced",
      `amount is not null and amount_reporting is null and ${pricedOn} is null`,
      "opportunity_key",
    ),
  ),
  qualityCheck(
    "amounts credited to no MQL",
    "info",
    `select priced.outcome as subject, count(*) as count,
      count(*) / (select count(*) from priced where amount is not null) as share, min(priced.opportunity_key) as example
    from priced
    anti join cycles on cycles.opportunity_key = priced.opportunity_key and cycles.cycle_no > 0
    where priced.amount is not null group by all`,
  ),
];

export const data_quality = model({
  name: "marts.data_quality",
  about:
    "One row per check and subject: what was unmapped, excluded, moved, missing or empty; first what moves the funnel most.",
  materialized: "table",
  grain: ["check", "subject"],
  from: {
    run: run_context,
    loads,
    load_rejects,
    load_findings,
    missing_records,
    findings: source_findings,
    links: source_links,
    judged: records_judged,
    records: person_records,
    resolved: people_resolved,
    domains: account_domains,
    status_events: lead_status_events,
    field_events: field_stage_events,
    stage_events: source_stage_events,
    source_activities,
    roles: source_opportunity_people,
    activities,
    sales_touches: source_sales_touches,
    opportunities: source_opportunities,
    opportunity_states: source_opportunity_states,
    opportunity_copies,
    priced: priced_opportunities,
    on_opportunities: people_on_opportunities,
    named: opportunities_named,
    recorded: events_recorded,
    merged: events_merged,
    anchored: events_anchored,
    lifecycle: lifecycle_events,
    cycles: mql_cycles,
    dimensions: dimensions_dated,
    attributes: source_attributes,
    people,
    funnel,
    bands: calibration,
    lookup_stage_map: stage_map,
    lookup_activity_map: activity_map,
    lookup_rejection_reasons: rejection_reasons,
    lookup_channels: channels,
    lookup_personas: personas,
    lookup_titles: titles,
    lookup_regions: regions,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with active as materialized (${sql.raw(datedRowsByRecord("source_activities"))})
    select
      found."check",
      found.subject,
      sum(found.count)::bigint as count,
      sum(found.share) as share,
      found.severity,
      min(found.example) as example,
      coalesce(guide.concern, 'files') as concern,
      guide.advice,
      not coalesce(guide.is_ours, false) as has_private_subject,
      guide.meaning,
      coalesce(guide.priority, ${concerns.indexOf("files") + 1})::bigint as priority
    from (${sql.join(qualityChecks, sql` union all `)}
      union all select "check", subject, "count", share, severity, example from load_findings
      union all select "check", subject, "count", share, severity, example from findings) as found
    left join ${checkGuideRows} on guide."check" = found."check"
    group by found."check", found.subject, found.severity, guide.concern, guide.advice, guide.meaning, guide.is_ours, guide.priority
    order by severity desc, priority, "check", count desc, subject`,
});
