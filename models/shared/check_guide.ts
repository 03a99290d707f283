/** What each check of `marts.data_quality` is about, and what to do about a finding. The one list of checks. */
import { sql } from "kysely";

/** What a finding concerns, first what moves the funnel most. */
export const concerns = [
  "results",
  "files",
  "stages",
  "opportunities",
  "people",
  "activities",
  "scores",
  "lookups",
] as const;
type Concern = (typeof concerns)[number];

interface CheckGuide {
  readonly concern: Concern;
  /** What to do; left out where nothing need be done. */
  readonly advice?: string;
  /**
   * `ours` if each subject is a word of ours or of the configuration: a stage, a source, a table, a column. Left out if it
   * may quote the data: a value as typed, or the name of a file. Such a subject is personal.
   */
  readonly subjects?: "ours";
  /** What the check counts and whether that is normal, where the name does not say it. */
  readonly meaning?: string;
}

/** Checks of the exports' files come from the loader and need no line here, unless there is advice or the subjects are ours. */
export const checkGuide: Readonly<Record<string, CheckGuide>> = {
  "no MQLs": {
    subjects: "ours",
    concern: "results",
    advice:
      "name the status or the date that means MQL in reference/stage_map.csv (closedloop doctor lists the words found), or a definition whose thresholds people reach",
  },
  "stages that no MQL reached": {
    subjects: "ours",
    concern: "results",
    advice:
      "name the status or the date of this stage in reference/stage_map.csv; for opportunities and wins, export the opportunities and the people on them",
  },
  "stages that are only implied": {
    subjects: "ours",
    concern: "results",
    advice:
      "the exports record only later stages: name the status or the date of this stage in reference/stage_map.csv, or do not read its rate",
  },
  "MQLs whose fit looks ahead": {
    subjects: "ours",
    concern: "results",
    advice:
      "the exports have no history of what the fit rules read: keep loading every night, or export the histories; until then the bands of the total score say nothing",
  },
  "records missing from the latest full export": {
    subjects: "ours",
    concern: "files",
    advice:
      "nothing, if they were deleted or merged in the source; if the export has only changes, set incremental: true for the source",
  },
  "records missing at once, not taken as deleted": {
    subjects: "ours",
    concern: "files",
    advice:
      "export everything if the export was filtered or a file of it is lost; if the records are really gone, run with --accept-missing; if it has only changes or a period, set incremental: true",
  },
  "records missing from an incomplete export": {
    concern: "files",
    advice:
      "export everything again, and correct what is rejected: until the next whole export the records stay; if a file stays away for good, run with --accept-missing",
  },
  "opportunities without a person": {
    subjects: "ours",
    concern: "opportunities",
    advice:
      "export the contact roles (the contacts of deals), or set conversion.account_match_days: then the people of the account count",
  },
  "wins and losses without a date": {
    subjects: "ours",
    concern: "opportunities",
    advice: "export the close date, or correct dates that cannot be: until then nobody has won or lost them",
  },
  "opportunities that cannot be dated": {
    subjects: "ours",
    concern: "opportunities",
    advice: "export the creation date",
  },
  "deals that cannot be dated": { subjects: "ours", concern: "opportunities", advice: "export the create date" },
  "amounts without a currency rate": {
    subjects: "ours",
    concern: "opportunities",
    advice: "add the currency to reference/currency_rates.csv, with a date on or before the day of the deal",
  },
  "amounts without a day for the currency rate": {
    subjects: "ours",
    concern: "opportunities",
    advice: "export the creation date, for wins the close date: an amount is converted at the rate of that day",
  },
  "amounts credited to no MQL": {
    subjects: "ours",
    concern: "opportunities",
    meaning:
      "opportunities of people who never were an MQL, or whose cycle has another opportunity; sales brings these itself, so some are normal",
  },
  "deleted opportunities": {
    subjects: "ours",
    concern: "opportunities",
    meaning: "deleted in the CRM, so they count nowhere (normal)",
  },
  "deleted deals": {
    subjects: "ours",
    concern: "opportunities",
    meaning: "deleted in the CRM, so they count nowhere (normal)",
  },
  "deals merged into others": {
    subjects: "ours",
    concern: "opportunities",
    meaning: "the deal that they were merged into counts instead (normal)",
  },
  "opportunities that mirror Salesforce's": {
    subjects: "ours",
    concern: "opportunities",
    meaning: "copies of the CRM's opportunities; only the originals count (normal)",
  },
  "deals that mirror Salesforce's opportunities": {
    subjects: "ours",
    concern: "opportunities",
    meaning: "copies of the CRM's opportunities; only the originals count (normal)",
  },
  "copies of opportunities, left out": {
    subjects: "ours",
    concern: "opportunities",
    meaning: "another source has the originals, and only these count (normal)",
  },
  "copies of opportunities that no other source has": {
    subjects: "ours",
    concern: "opportunities",
    advice: "export the originals, too: until then the copies count in their place",
  },
  "opportunity ids of stage events that may be of several opportunities": {
    subjects: "ours",
    concern: "opportunities",
    advice:
      "export who is on these opportunities; until then such an event has an opportunity of its own, without an amount",
  },
  "opportunity roles of records not kept": {
    subjects: "ours",
    concern: "opportunities",
    meaning: "contact roles of excluded people, e.g. tests and colleagues (normal)",
  },
  "opportunity roles of opportunities not kept": {
    subjects: "ours",
    concern: "opportunities",
    meaning: "contact roles of deleted or missing opportunities (normal if few)",
  },
  "rejected rows": { concern: "files", advice: "correct the export; the line and the reason are named" },
  "deduplicated rows": { concern: "files", meaning: "exact copies of rows, loaded once (normal)" },
  "NUL bytes left out": {
    concern: "files",
    meaning: "invisible bytes that some exports have; the texts are otherwise unchanged (normal)",
  },
  "columns beyond the contract": {
    concern: "files",
    meaning:
      "columns that closedloop does not know by itself; they are kept, and closedloop.yaml can name them (normal)",
  },
  "files in quarantine": { concern: "files", advice: "correct the export as the message says, and load it again" },
  "values: a point before three digits, read as decimals: perhaps thousands": {
    concern: "files",
    advice:
      'if 1.200 means one thousand two hundred, say so under formats of the source, e.g. formats: {Amount: "1.234,56"}',
  },
  "contacts with times to the minute, of a source without time_zone: taken for UTC": {
    subjects: "ours",
    concern: "files",
    advice: "set time_zone of the source to the zone of the user who exported",
  },
  "unmapped stage values": {
    concern: "stages",
    advice: "add the values to reference/stage_map.csv: closedloop doctor --rows stage_map",
  },
  "stage dates that are no dates": {
    subjects: "ours",
    concern: "stages",
    advice:
      'correct days that do not exist; otherwise say under formats of the source how they are written, e.g. formats: {MQL_Date__c: "%m/%d/%Y"}',
  },
  "records dated after the as-of": {
    subjects: "ours",
    concern: "stages",
    advice: "correct the dates in the source; until then these records have no events of that time",
  },
  "unmapped reasons": {
    concern: "stages",
    advice: "add the reasons to reference/rejection_reasons.csv: closedloop doctor --rows rejection_reasons",
  },
  "rejections without a reason": {
    subjects: "ours",
    concern: "stages",
    advice: "set reason_fields of the source, and ask sales to fill the field",
  },
  "events clamped to their MQL": {
    subjects: "ours",
    concern: "stages",
    advice: "the source links them to an MQL that is later: check its dates",
  },
  "links to an MQL before any cycle": {
    subjects: "ours",
    concern: "stages",
    advice: "check the dates of the linked MQLs",
  },
  "links to an MQL that no file has": {
    subjects: "ours",
    concern: "stages",
    advice: "export the MQLs that the rows name",
  },
  "events that cannot be": {
    subjects: "ours",
    concern: "stages",
    advice: "correct these dates, or their format in closedloop.yaml",
  },
  "activities that cannot be": {
    subjects: "ours",
    concern: "activities",
    advice: "correct these dates, or their format in closedloop.yaml",
  },
  "sales touches that cannot be": {
    subjects: "ours",
    concern: "activities",
    advice: "correct these dates, or their format in closedloop.yaml",
  },
  "events told more than once": {
    subjects: "ours",
    concern: "stages",
    meaning: "the same event is recorded by several fields or records; it counts once (normal)",
  },
  "events without an exact instant": {
    subjects: "ours",
    concern: "stages",
    meaning: "only the day is known, or it was inferred from a later stage; days count, hours do not",
  },
  "events that count nowhere": {
    subjects: "ours",
    concern: "stages",
    meaning:
      "they begin or change no cycle; MQLs computed again are repeat score crossings of people who already are an MQL or were just one (normal), others happened after the cycle was closed",
  },
  "stage events of records not kept": {
    subjects: "ours",
    concern: "stages",
    meaning: "stage changes of excluded people, e.g. tests and colleagues (normal)",
  },
  "excluded records": {
    subjects: "ours",
    concern: "people",
    meaning: "tests, colleagues, deleted and anonymous records; they count nowhere (normal)",
  },
  "records of shared mailboxes": {
    subjects: "ours",
    concern: "people",
    meaning: "people who share an address such as info@; the address joins nobody (normal)",
  },
  "records whose email is no address": {
    subjects: "ours",
    concern: "people",
    meaning: "the email field holds something else; these records are joined by ids only",
  },
  "people whose account their email's domain gave": {
    subjects: "ours",
    concern: "people",
    meaning: "no record names their account; the domain of their email address does (normal)",
  },
  "people whose email's domain several accounts have": {
    concern: "people",
    meaning: "several accounts have this domain, so these people have no account",
  },
  "links to records that no export has": {
    subjects: "ours",
    concern: "people",
    advice: "export the records that the links name, or correct the source and the ids in the links",
  },
  "times that are all midnight: perhaps dates": {
    subjects: "ours",
    concern: "stages",
    advice:
      'if they are dates, give the file a format without a time, e.g. formats: {won_on: "%Y-%m-%d 00:00:00"}: otherwise a win of the day is before an MQL of the day',
  },
  "people made by an event": { subjects: "ours", concern: "people", advice: "export the people that the events name" },
  "missing fields": {
    subjects: "ours",
    concern: "people",
    meaning: "people without a value in this field; rules and slices that need it leave them out",
  },
  "cycles with a dimension not known at the MQL": {
    subjects: "ours",
    concern: "people",
    advice:
      "their value is a later one: export the histories of these fields, or keep loading every night, which sees changes from now on",
    meaning: "the value at the MQL is not known, so a later one stands in; slices by it may be slightly off",
  },
  "contacts whose changes of owner have names and no ids": {
    subjects: "ours",
    concern: "people",
    advice: "export the rows of the history with ids, too: then the owner at the MQL is known",
  },
  "calls, emails, meetings and tasks without a contact": {
    subjects: "ours",
    concern: "activities",
    meaning: "nobody is named on them, so they are no touch of a person (normal if few)",
  },
  "completed tasks that task_kinds leaves out": {
    subjects: "ours",
    concern: "activities",
    meaning: "left out by task_kinds of the source, as configured (normal)",
  },
  "tasks without a status, not counted as done": {
    subjects: "ours",
    concern: "activities",
    advice: "export the status of tasks",
  },
  "tasks with an unknown status, not counted as done": {
    concern: "activities",
    advice: "export IsClosed of Salesforce's tasks, and the internal values of HubSpot's",
  },
  "activities with people whom no relation file names": {
    subjects: "ours",
    concern: "activities",
    advice: "export TaskRelation and EventRelation: without them only the first person of a call or meeting is known",
  },
  "completed tasks and meetings without a person": {
    subjects: "ours",
    concern: "activities",
    meaning: "nobody is named on them, so they are no touch of a person (normal if few)",
  },
  "completed tasks and meetings without a time": {
    subjects: "ours",
    concern: "activities",
    meaning: "without a time they are no touch",
  },
  "completed tasks of a type without a kind, counted as kind task": {
    concern: "activities",
    advice: "name the kind of the type under task_kinds of the source, e.g. {Demo: meeting, Paperwork: none}",
  },
  "leads whose changes of owner have names and no ids": {
    subjects: "ours",
    concern: "people",
    advice: "export the rows of the history with ids, too: then the owner at the MQL is known",
  },
  "email statuses without a date": {
    subjects: "ours",
    concern: "scores",
    advice: "export the dates of bounces and opt-outs: until then the status counts from the record's last change",
  },
  "unmapped activity types": {
    concern: "activities",
    advice: "add the types to reference/activity_map.csv: closedloop doctor --rows activity_map",
  },
  "activities of bots": {
    concern: "activities",
    meaning: "opens and clicks of mail scanners; they score no points (normal)",
  },
  "activities of records not kept": {
    subjects: "ours",
    concern: "activities",
    meaning: "activities of excluded people, e.g. tests and anonymous visitors (normal)",
  },
  "activities of records that no export has": {
    subjects: "ours",
    concern: "activities",
    advice: "export all people, also those who changed long ago",
  },
  "activities of visitors whom nobody knows": {
    subjects: "ours",
    concern: "activities",
    meaning: "anonymous visitors who never became a person (normal)",
  },
  "activities of the system, not of the person": {
    concern: "activities",
    meaning: "what a system did, e.g. sent an email; people score only for what they do themselves (normal)",
  },
  "activities with attributes that cannot be read": {
    subjects: "ours",
    concern: "activities",
    advice: "export the attributes as JSON",
  },
  "email events to addresses that no contact has": {
    subjects: "ours",
    concern: "activities",
    meaning: "the contact was deleted or is not exported (normal if few)",
  },
  "sales touches of records not kept": {
    subjects: "ours",
    concern: "activities",
    meaning: "touches of excluded people, e.g. tests and colleagues (normal)",
  },
  "lookup rows that nobody confirmed": {
    subjects: "ours",
    concern: "lookups",
    advice:
      "closedloop doctor proposed these rows: look at them in reference/, correct them, and clear the column mark. guess: nothing similar is known; confirm: taken from a similar value",
  },
  "unmapped personas": {
    concern: "lookups",
    advice: "add rules to reference/personas.csv: closedloop doctor --rows personas",
  },
  "unmapped seniorities": {
    concern: "lookups",
    advice: "add rules to reference/titles.csv: closedloop doctor --rows titles",
  },
  "unmapped channels": {
    concern: "lookups",
    advice: "add rules to reference/channels.csv: closedloop doctor --rows channels",
  },
  "unmapped regions": {
    concern: "lookups",
    advice: "add countries to reference/regions.csv: closedloop doctor --rows regions",
  },
  "exports that were there before": { subjects: "ours", concern: "files" },
  "falls of volume, accepted": { subjects: "ours", concern: "files" },
  "sources without new data": {
    subjects: "ours",
    concern: "files",
    advice: "is the export still running? If its files come less often, set freshness_hours of the source",
  },
  "files missing that were there before": {
    concern: "files",
    advice: "put the file back, or remove it from closedloop.yaml: until then the tables have its last data",
  },
  "damaged loads left out": {
    concern: "results",
    advice:
      "put the same export back and run again, or restore the folder of the history from a backup: until then the tables lack these rows",
  },
  "notes damaged in the quarantine": {
    concern: "files",
    advice: "look at the copy in this folder, export that file again if need be, and delete the folder",
  },
  "rejected records damaged in the history": {
    concern: "files",
    advice: "put the same export back and run again; the loaded rows are sound, and no figure depends on the others",
  },
};

/** The guide as a relation: check, concern, priority (1 is the first of `concerns`), advice, meaning, and whether the subjects are ours. */
export const checkGuideRows = sql`(values ${sql.join(
  Object.entries(checkGuide).map(
    ([check, { concern, advice, meaning, subjects }]) =>
      sql`(${sql.lit(check)}, ${sql.lit(concern)}, ${sql.lit(concerns.indexOf(concern) + 1)}, ${sql.lit(advice ?? null)}, ${sql.lit(meaning ?? null)}, ${sql.lit(subjects === "ours")})`,
  ),
)}) as guide("check", concern, priority, advice, meaning, is_ours)`;
