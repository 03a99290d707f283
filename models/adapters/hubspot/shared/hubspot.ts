/** What all objects of HubSpot's exports have in common. */
import { type Expression, type RawBuilder, sql } from "kysely";
import { type Column, enables, flag, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { type ExportOrigin, exportOrigin } from "../../../../src/table/origin.js";
import { recordIdColumn } from "../../../../src/table/source_columns.js";

const replicaPrefix = "property_";

/** The objects that HubSpot exports as CSV, and their names in its exports API. All others are tables of a replica only. */
export const exportTypes: ReadonlyMap<string, string> = new Map([
  ["Contact", "CONTACT"],
  ["Company", "COMPANY"],
  ["Deal", "DEAL"],
  ["EngagementCall", "CALL"],
  ["EngagementEmail", "EMAIL"],
  ["EngagementMeeting", "MEETING"],
  ["EngagementNote", "NOTE"],
  ["EngagementTask", "TASK"],
  ["MarketingEvent", "MARKETING_EVENT"],
]);

/** The file that gives the history of an object's properties, and its column with the id of the record. */
const historyFiles: Readonly<Record<string, readonly [file: string, id: string]>> = {
  Contact: ["contact_property_history.csv", "contact_id"],
  Company: ["company_property_history.csv", "company_id"],
  Deal: ["deal_property_history.csv", "deal_id"],
};
const historyRemedy = ([file, id]: readonly [string, string]) =>
  `write the histories as ${file} with the columns ${id}, name, value and timestamp`;

/** The origin of one object. Its name in snake_case is also the name of Fivetran's table, e.g. `EmailEvent`: `email_event`. */
export const hubspotOrigin = (object: string, more: Partial<ExportOrigin>): ExportOrigin =>
  exportOrigin("hubspot", object, {
    fieldPrefix: replicaPrefix,
    ...(exportTypes.has(object) ? {} : { onlyIf: "the files come from a replica" }),
    ...(object in historyFiles
      ? { unreadHeaders: { propertiesWithHistory: historyRemedy(historyFiles[object]!) } }
      : {}),
    ...more,
  });

/** File names of an object that HubSpot exports itself, from its plural, e.g. `calls`. */
export const exportFileNames = (plural: string): string[] => [
  plural,
  `hubspot_${plural}`,
  `hubspot-crm-exports-all-${plural}*`,
  `hubspot-crm-exports-${plural}*`,
];

/**
 * A property of a record, which an export may lack. Its header is the internal name, the same with a replica's prefix, or
 * one of `otherHeaders`, e.g. the label in the UI.
 */
export const property = <T>(name: string, column: Column<T>, ...otherHeaders: readonly string[]): Column<T | null> =>
  nullable(
    withBinding(
      {
        orHeaders: [`${replicaPrefix}${name}`, ...otherHeaders],
      },
      column,
    ),
  );

/** The property with a record's owner; `labels` are its names in the UI. */
export const ownerId = (...labels: readonly string[]) =>
  property(
    "hubspot_owner_id",
    recordIdColumn("Owner: the id, or the name in an export with labels"),
    "owner_id",
    ...labels,
  );

/** Ids of the records that a record is associated with, as one text: `101;102`. */
export const associatedIds = (about: string, ...headers: readonly string[]) =>
  nullable(
    withBinding(
      // One id in a column with blanks becomes 101.0 in tools that take it for a number.
      { orHeaders: headers, longest: 10000, recordId: "plain" },
      text(`${about}, e.g. 101;102; null if the export has no associations`),
    ),
  );

/** The property with the ids of the `plural`, e.g. deals, that were merged into a record. */
export const mergedIds = (plural: string, ...otherHeaders: readonly string[]) =>
  property(
    "hs_merged_object_ids",
    withBinding({ longest: 100000 }, text(`Ids of the ${plural} that were merged into this one, e.g. 101;102`)),
    "Merged record IDs",
    "Merged object IDs",
    ...otherHeaders,
  );

/** The flag of a deleted record. */
export const isDeleted = enables(
  "leaving out deleted records; without it they stay in every number",
  nullable(
    withBinding(
      { orHeaders: ["_fivetran_deleted", "archived"] },
      flag("True if deleted in HubSpot; null if the export does not say"),
    ),
  ),
);

/** The ids in a list `a;b`; an empty list if it is null. */
export const splitIds = (list: Expression<string | null>): RawBuilder<string[]> =>
  sql`list_filter(list_transform(string_split(coalesce(${list}, ''), ';'), lambda id: trim(id)), lambda id: id <> '')`;

/** A value of one of HubSpot's own picklists in its internal spelling: the label `No answer` becomes `NO_ANSWER`. */
export const internalValue = (word: Expression<string | null>): RawBuilder<string | null> =>
  sql`replace(upper(trim(${word})), ' ', '_')`;
