/** How records of a human come to be, change, and are written in the end. */
import { wholeSecond } from "../world/calendar.js";
import type { Owner } from "../world/company.js";
import { contactOf, type Employer, type Held, type Human } from "../world/human.js";
import type { Micros } from "../world/life.js";
import type { Title } from "../world/market.js";
import type { Exports } from "./exports.js";

interface Known {
  readonly email?: string;
  readonly title?: Title;
  readonly industry?: string | null;
  readonly employees?: number | null;
  readonly program?: string | null;
  readonly owner?: Owner | null;
}

function held(human: Human, object: Held["object"], id: string, created: Micros, known: Known): Held {
  const { employer } = human;
  const record: Held = {
    system: object === "MapLead" ? "map" : "crm",
    object,
    id,
    created: wholeSecond(created),
    modified: wholeSecond(created),
    email: human.email,
    title: human.title,
    source: human.source,
    industry: employer.industry,
    employees: employer.employees,
    owner: null,
    isDeleted: false,
    mergedInto: null,
    isMergeTold: true,
    status: "New",
    mqlDate: null,
    reason: "",
    changes: [],
    converted: null,
    program: null,
    ...known,
  };
  human.held.push(record);
  return record;
}

export const addMapLead = (exports: Exports, human: Human, created: Micros, known: Known = {}): Held =>
  held(human, "MapLead", exports.map.id(), created, known);

/** A lead belongs to marketing operations until somebody of sales takes it. */
export function addLead(exports: Exports, human: Human, created: Micros, known: Known = {}): Held {
  const owner = exports.owners[0]!;
  const lead = held(human, "Lead", exports.crm.id("Lead"), created, { owner, ...known });
  lead.changes.push({ at: lead.created, field: "created", from: "", to: "", by: owner.id });
  return lead;
}

/** The one contact of a human, with the creation it had: nobody gets a second. */
export function addContact(exports: Exports, human: Human, created: Micros, owner: Owner): Held {
  const known = contactOf(human);
  const at = wholeSecond(created);
  openAccount(exports, human.employer, at);
  if (known) return known;
  return held(human, "Contact", exports.crm.id("Contact"), at, { owner, industry: null, employees: null });
}

function openAccount(exports: Exports, employer: Employer, at: Micros): void {
  employer.account = {
    id: employer.account?.id ?? exports.crm.id("Account"),
    created: Math.min(at, employer.account?.created ?? at),
  };
}

/** Sets a tracked field of a lead. */
export function change(
  lead: Held,
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
  touch(lead, at);
}

/** An owner changes in two rows, one of names and one of ids. */
export function assign(lead: Held, at: Micros, owner: Owner): void {
  const before = lead.owner!;
  if (before.id === owner.id) return;
  lead.changes.push({ at, field: "Owner", from: before.name, to: owner.name, by: owner.id });
  lead.changes.push({ at, field: "Owner", from: before.id, to: owner.id, by: owner.id });
  lead.owner = owner;
  touch(lead, at);
}

export function touch(record: Held, at: Micros): void {
  record.modified = Math.max(record.modified, at);
}
