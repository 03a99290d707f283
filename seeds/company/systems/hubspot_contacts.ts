/** HubSpot's contact rows. HubSpot has one contact for a human, where two systems have several records. */
import { dateTimeText, dayText } from "../world/calendar.js";
import { contactOf, type FieldChange, type Human, type SystemRecord } from "../world/human.js";
import type { Micros } from "../world/time_units.js";
import type { HubSpotRow, HubSpotTables } from "./hubspot_tables.js";

/** Id of a custom lifecycle stage between MQL and SQL. */
export const salStageId = "8675309";

/** Contact ids by human, assigned at the first use. */
export class ContactIds {
  private readonly ids = new WeakMap<Human, string>();

  constructor(private readonly tables: HubSpotTables) {}

  idOf(human: Human): string {
    const known = this.ids.get(human) ?? this.tables.id();
    this.ids.set(human, known);
    return known;
  }
}

const objectPrecedence = { Contact: 1, Lead: 2, MapLead: 3 } as const;

/** Records that are neither deleted nor merged, in order of precedence. */
export const currentRecords = (human: Human): SystemRecord[] =>
  human.records
    .filter(({ isDeleted, mergedInto }) => !isDeleted && mergedInto === null)
    .sort((one, two) => objectPrecedence[one.object] - objectPrecedence[two.object] || two.modified - one.modified);

/** Leads that were merged into another lead of the human. They may be older and have another source. */
export const mergedLeads = (human: Human): SystemRecord[] =>
  human.records.filter(({ object, mergedInto }) => object === "Lead" && mergedInto !== null);

export function contactRow(human: Human, id: string, mergedIds: readonly string[]): HubSpotRow<"contact"> {
  const known = currentRecords(human);
  const records = known.length > 0 ? known : human.records;
  const [best] = records as [SystemRecord];
  const oldest = records.reduce((one, two) => (two.created < one.created ? two : one));
  const contact = contactOf(human);
  const described = records.find(({ industry }) => industry !== null);
  const lead = records.find(({ object }) => object === "Lead");
  const { employer } = human;
  const mqlDate = contact?.mqlDate ?? lead?.mqlDate ?? null;
  return {
    ...commonColumns(human, id, best, oldest.source.name, oldest.created),
    _fivetran_deleted: known.length === 0,
    property_company: employer.name,
    property_associatedcompanyid: contact ? employer.account?.id : null,
    property_industry: contact ? null : described?.industry,
    property_numemployees: contact ? null : described?.employees,
    property_annualrevenue: contact || described === undefined ? null : employer.revenue,
    property_hubspot_owner_id: records.find(({ owner }) => owner !== null)?.owner?.id,
    property_hs_merged_object_ids: mergedIds.join(";"),
    property_disqualify_reason: lead?.reason,
    property_mql_date: mqlDate === null ? null : dayText(mqlDate),
    property_lastmodifieddate: dateTimeText(Math.max(...records.map(({ modified }) => modified))),
  };
}

/** The row of a merged contact, which a replica keeps. */
export const mergedContactRow = (human: Human, id: string, record: SystemRecord): HubSpotRow<"contact"> => ({
  ...commonColumns(human, id, record, record.source.name, record.created),
  _fivetran_deleted: false,
  property_email: null,
});

const commonColumns = (
  human: Human,
  id: string,
  record: SystemRecord,
  source: string | null,
  created: Micros,
): HubSpotRow<"contact"> => ({
  id,
  property_email: human.email,
  property_firstname: human.first,
  property_lastname: human.last,
  property_jobtitle: record.title.title,
  property_country: human.employer.country.name,
  property_lead_source: source,
  property_createdate: dateTimeText(created),
  property_lastmodifieddate: dateTimeText(record.modified),
});

interface PropertyValue {
  readonly name: string;
  readonly value: string;
  readonly at: Micros;
}

/** All values that the stage, reason and owner properties had. A rejected contact goes back to the stage `lead`. */
export function propertyHistory(human: Human): PropertyValue[] {
  const leads = currentRecords(human).filter(({ object }) => object === "Lead");
  return [...ownerHistory(human), ...stageHistory(leads)];
}

/** The owner of the best record at each change; the first one had the contact from its creation. */
function ownerHistory(human: Human): PropertyValue[] {
  const records = currentRecords(human);
  const changes = [...new Set(records.flatMap(({ owners }) => owners.map(({ at }) => at)))].sort(
    (one, two) => one - two,
  );
  const created = Math.min(...human.records.map((record) => record.created));
  return changes.map((at, no) => {
    const owners = records.map((record) => record.owners.findLast((one) => one.at <= at)?.owner);
    const owner = owners.find((one) => one !== undefined)!;
    return { name: "hubspot_owner_id", value: owner.id, at: no === 0 ? Math.min(created, at) : at };
  });
}

function stageHistory(leads: readonly SystemRecord[]): PropertyValue[] {
  return leads.flatMap(({ changes, converted }) => [
    ...changes.flatMap(propertyValuesOf),
    ...(converted ? [{ name: "lifecyclestage", value: "salesqualifiedlead", at: converted.at }] : []),
  ]);
}

function propertyValuesOf({ at, field, to }: FieldChange): PropertyValue[] {
  if (field === "created") return [{ name: "lifecyclestage", value: "lead", at }];
  if (field === "Disqualified_Reason__c") return [{ name: "disqualify_reason", value: to, at }];
  if (field !== "Status") return [];
  if (to === "MQL") return [lifecycleStage("marketingqualifiedlead", at), { name: "hs_lead_status", value: "NEW", at }];
  if (to === "Working - Contacted")
    return [lifecycleStage(salStageId, at), { name: "hs_lead_status", value: "IN_PROGRESS", at }];
  const status = { Unqualified: "UNQUALIFIED", Nurturing: "BAD_TIMING" }[to];
  return status === undefined ? [] : [lifecycleStage("lead", at), { name: "hs_lead_status", value: status, at }];
}

const lifecycleStage = (value: string, at: Micros): PropertyValue => ({ name: "lifecyclestage", value, at });
