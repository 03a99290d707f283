/** Creates and changes the records of a human. */
import { floorSecond } from "../world/calendar.js";
import type { Owner } from "../world/company.js";
import { contactOf, type Employer, type Human, type SystemRecord } from "../world/human.js";
import type { Title } from "../world/market.js";
import type { Micros } from "../world/time_units.js";
import type { ExportWriter } from "./export_writer.js";

interface RecordValues {
  readonly email?: string;
  readonly title?: Title;
  readonly industry?: string | null;
  readonly employees?: number | null;
  readonly program?: string | null;
  readonly owner?: Owner | null;
}

function addRecord(
  human: Human,
  object: SystemRecord["object"],
  id: string,
  created: Micros,
  known: RecordValues,
): SystemRecord {
  const { employer } = human;
  const record: SystemRecord = {
    system: object === "MapLead" ? "map" : "crm",
    object,
    id,
    created: floorSecond(created),
    modified: floorSecond(created),
    email: human.email,
    title: human.title,
    source: human.source,
    industry: employer.industry,
    employees: employer.employees,
    owner: null,
    owners: [],
    isDeleted: false,
    mergedInto: null,
    isMergeExported: true,
    status: "New",
    mqlDate: null,
    reason: "",
    changes: [],
    converted: null,
    program: null,
    ...known,
  };
  if (record.owner !== null) record.owners.push({ at: record.created, owner: record.owner });
  human.records.push(record);
  return record;
}

export const addMapLead = (
  exports: ExportWriter,
  human: Human,
  created: Micros,
  known: RecordValues = {},
): SystemRecord => addRecord(human, "MapLead", exports.map.id(), created, known);

/** Adds a lead. Marketing operations own it until sales takes it over. */
export function addLead(exports: ExportWriter, human: Human, created: Micros, known: RecordValues = {}): SystemRecord {
  const owner = exports.owners[0]!;
  const lead = addRecord(human, "Lead", exports.crm.id("Lead"), created, { owner, ...known });
  lead.changes.push({ at: lead.created, field: "created", from: "", to: "", by: owner.id });
  return lead;
}

/** The contact of a human. It is created if there is none yet. */
export function addContact(exports: ExportWriter, human: Human, created: Micros, owner: Owner): SystemRecord {
  const known = contactOf(human);
  const at = floorSecond(created);
  ensureAccount(exports, human.employer, at);
  if (known) return known;
  return addRecord(human, "Contact", exports.crm.id("Contact"), at, { owner, industry: null, employees: null });
}

function ensureAccount(exports: ExportWriter, employer: Employer, at: Micros): void {
  employer.account = {
    id: employer.account?.id ?? exports.crm.id("Account"),
    created: Math.min(at, employer.account?.created ?? at),
  };
}

/** Sets a tracked field of a lead and adds the change to its history. */
export function changeField(
  lead: SystemRecord,
  at: Micros,
  field: "Status" | "Disqualified_Reason__c",
  to: string,
  by: Owner,
): void {
  const from = field === "Status" ? lead.status : lead.reason;
  if (from === to) return;
  lead.changes.push({ at, field, from, to, by: by.id });
  if (field === "Status") lead.status = to;
  else lead.reason = to;
  markModified(lead, at);
}

/** Changes the owner. Like Salesforce, it adds two history rows: one with names and one with ids. */
export function assignOwner(lead: SystemRecord, at: Micros, owner: Owner): void {
  const before = lead.owner!;
  if (before.id === owner.id) return;
  lead.changes.push({ at, field: "Owner", from: before.name, to: owner.name, by: owner.id });
  lead.changes.push({ at, field: "Owner", from: before.id, to: owner.id, by: owner.id });
  lead.owner = owner;
  lead.owners.push({ at, owner });
  markModified(lead, at);
}

export function markModified(record: SystemRecord, at: Micros): void {
  record.modified = Math.max(record.modified, at);
}
