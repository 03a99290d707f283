import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withWarehouse } from "../../src/table/database_file.js";
import { quotedString } from "../../src/table/dialect.js";

/** Tables of the replica that the UI exports replace, and tables that the UI cannot export. */
const replacedTables = ["contact", "company", "deal"] as const;
const omittedTables = ["contact_property_history", "deal_stage", "deal_contact", "deal_company"] as const;

/** An instant as the UI writes it: local time of the portal, to the minute, without an offset. */
const wallClock = (at: string) =>
  `strftime((${at})::timestamp at time zone 'UTC' at time zone 'America/New_York', '%Y-%m-%d %H:%M')`;

const ownerName = (id: string) => `(select first_name || ' ' || last_name from owner where owner_id = ${id})`;

const firstAt = (stage: string) =>
  wallClock(`select min(timestamp) from contact_property_history as history
    where contact_id = contact.id and name = 'lifecyclestage' and value = '${stage}'`);

/** The furthest stage that the contact reached. By default a portal has no stage for SAL. */
const stageLabel = `case max_by(value, case value when 'lead' then 1 when 'marketingqualifiedlead' then 2 when 'salesqualifiedlead' then 3 end)
  when 'lead' then 'Lead' when 'marketingqualifiedlead' then 'Marketing Qualified Lead' when 'salesqualifiedlead' then 'Sales Qualified Lead' end`;
const statusLabel = `case max_by(value, timestamp)
  when 'NEW' then 'New' when 'IN_PROGRESS' then 'In Progress' when 'UNQUALIFIED' then 'Unqualified' when 'BAD_TIMING' then 'Bad Timing' end`;
const of = (label: string, name: string) =>
  `(select ${label} from contact_property_history where contact_id = contact.id and name = '${name}')`;

const contacts = `
  select id as "Record ID", property_firstname as "First Name", property_lastname as "Last Name", property_email as "Email",
    property_jobtitle as "Job Title", property_company as "Company Name", property_industry as "Industry",
    property_country as "Country/Region", property_numemployees as "Number of Employees",
    property_annualrevenue as "Annual Revenue", property_lead_source as "Lead Source",
    ${ownerName("property_hubspot_owner_id")} as "Contact owner", property_associatedcompanyid as "Associated Company IDs",
    property_hs_merged_object_ids as "Merged record IDs", ${of(stageLabel, "lifecyclestage")} as "Lifecycle Stage",
    ${of(statusLabel, "hs_lead_status")} as "Lead Status", property_disqualify_reason as "Disqualify Reason",
    ${firstAt("lead")} as "Became a Lead Date",
    ${firstAt("marketingqualifiedlead")} as "Became a Marketing Qualified Lead Date",
    ${firstAt("salesqualifiedlead")} as "Became a Sales Qualified Lead Date",
    ${wallClock("property_createdate")} as "Create Date", ${wallClock("property_lastmodifieddate")} as "Last Modified Date"
  from contact
  where _fivetran_deleted = 'false'
    and id not in (select unnest(string_split(property_hs_merged_object_ids, ';')) from contact
      where property_hs_merged_object_ids is not null)`;

const companies = `
  select id as "Record ID", property_name as "Company name", property_domain as "Company Domain Name",
    property_industry as "Industry", property_country as "Country/Region",
    property_numberofemployees as "Number of Employees", property_annualrevenue as "Annual Revenue",
    ${ownerName("property_hubspot_owner_id")} as "Company owner", ${wallClock("property_createdate")} as "Create Date"
  from company where is_deleted = 'false'`;

/** HubSpot sets the close date when a deal closes. The replica has this time only in the stage history. */
const closedAt = `select max(date_entered) from deal_stage
  where deal_id = deal.deal_id and value = deal.deal_pipeline_stage_id and value like 'closed%'`;

const deals = `
  select deal_id as "Record ID", property_dealname as "Deal Name", property_amount as "Amount",
    property_deal_currency_code as "Currency", property_closed_lost_reason as "Closed Lost Reason",
    (select label from deal_pipeline_stage where stage_id = deal_pipeline_stage_id) as "Deal Stage",
    ${ownerName("deal.owner_id")} as "Deal owner",
    (select string_agg(company_id, ';') from deal_company where deal_id = deal.deal_id) as "Associated Company IDs",
    (select string_agg(contact_id, ';') from deal_contact where deal_id = deal.deal_id) as "Associated Contact IDs",
    coalesce(${wallClock(closedAt)}, property_closedate || ' 17:00') as "Close Date",
    ${wallClock("property_createdate")} as "Create Date"
  from deal where is_deleted = 'false'`;

/** Marks the times of the remaining tables as UTC, because the source's time zone applies to all times without an offset. */
function markUtc(exports: string): void {
  for (const name of readdirSync(exports)) {
    const file = join(exports, name);
    const marked = readFileSync(file, "utf8").replaceAll(/(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/g, "$1T$2Z");
    writeFileSync(file, marked);
  }
}

/** Replaces the replica of a project by exports from the HubSpot UI: contacts, companies and deals with labels. */
export async function exportFromUi(project: string): Promise<void> {
  const exports = join(project, "exports/hubspot");
  await withWarehouse(":memory:", "READ_WRITE", async (memory) => {
    for (const table of [...replacedTables, ...omittedTables, "owner", "deal_pipeline_stage"])
      await memory.run(
        `create table ${table} as from read_csv(${quotedString(join(exports, `${table}.csv`))}, all_varchar = true)`,
      );
    for (const [object, select] of Object.entries({ contacts, companies, deals })) {
      const file = join(exports, `hubspot-crm-exports-all-${object}-2026-07-01.csv`);
      await memory.run(`copy (${select}) to ${quotedString(file)} (header)`);
    }
  });
  for (const table of [...replacedTables, ...omittedTables]) rmSync(join(exports, `${table}.csv`));
  markUtc(exports);
  const config = join(project, "closedloop.yaml");
  const yaml = readFileSync(config, "utf8");
  writeFileSync(
    config,
    yaml
      .replace("path: exports/hubspot,", "path: exports/hubspot, time_zone: America/New_York,")
      .replace(
        "contact: disqualify_reason, deal: closed_lost_reason",
        "contact: Disqualify Reason, deal: closed_lost_reason",
      ),
  );
}
