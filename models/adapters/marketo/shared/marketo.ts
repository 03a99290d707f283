/** What the objects of Marketo have in common, and how its activities are read. */
import { type Expression, type RawBuilder, sql } from "kysely";
import { type ExportOrigin, exportOrigin } from "../../../../src/table/origin.js";
import { type StandardType, standardTypeRows } from "../../../shared/standard_types.js";

/** The origin of one object. An extract has many files, and writes null as the word `null`. */
export const marketoOrigin = (object: string, more: Partial<ExportOrigin> = {}): ExportOrigin =>
  exportOrigin("marketo", object, { nullWord: "null", inParts: true, ...more });

/** Who acts: the `person`; the `system`; `system_on_lead`: the system, and the primary value is the name of the lead. */
type Actor = "person" | "system" | "system_on_lead";

/** The standard activity types that closedloop knows. Ids from 100000 on are types of the instance's own. */
export const activityTypes: readonly StandardType<Actor>[] = [
  [1, "Visit Webpage", "person"],
  [2, "Fill Out Form", "person"],
  [3, "Click Link", "person"],
  [6, "Send Email", "system"],
  [7, "Email Delivered", "system"],
  [8, "Email Bounced", "person"],
  [9, "Unsubscribe Email", "person"],
  [10, "Open Email", "person"],
  [11, "Click Email", "person"],
  [12, "New Lead", "system_on_lead"],
  [13, "Change Data Value", "system"],
  [19, "Sync Lead to SFDC", "system_on_lead"],
  [21, "Convert Lead", "system_on_lead"],
  [22, "Change Score", "system"],
  [23, "Change Owner", "system"],
  [24, "Add to List", "system"],
  [25, "Remove from List", "system"],
  [26, "SFDC Activity", "system"],
  [27, "Email Bounced Soft", "person"],
  [29, "Delete Lead from SFDC", "system_on_lead"],
  [30, "SFDC Activity Updated", "system"],
  [31, "SFDC Merge Leads", "system_on_lead"],
  [32, "Merge Leads", "system_on_lead"],
  [34, "Add to Opportunity", "system"],
  [35, "Remove from Opportunity", "system"],
  [36, "Update Opportunity", "system"],
  [37, "Delete Lead", "system_on_lead"],
  [38, "Send Alert", "system"],
  [39, "Send Sales Email", "system"],
  [40, "Open Sales Email", "person"],
  [41, "Click Sales Email", "person"],
  [42, "Add to SFDC Campaign", "system"],
  [43, "Remove from SFDC Campaign", "system"],
  [44, "Change Status in SFDC Campaign", "system"],
  [45, "Receive Sales Email", "system"],
  [46, "Interesting Moment", "system"],
  [47, "Request Campaign", "system"],
  [48, "Sales Email Bounced", "person"],
  [100, "Change Lead Partition", "system"],
  [101, "Change Revenue Stage", "system"],
  [104, "Change Status in Progression", "system"],
  [108, "Change Segment", "system"],
  [110, "Call Webhook", "system"],
  [113, "Add to Nurture", "system"],
  [114, "Change Nurture Track", "system"],
  [115, "Change Nurture Cadence", "system"],
  [123, "Change Program Member Data", "system"],
  [131, "Fill Out Facebook Lead Ads Form", "person"],
  [147, "Fill Out LinkedIn Lead Gen Form", "person"],
];

/** Replicas make a table of each type: the id of the type by the table's name, e.g. `activity_visit_webpage`: `1`. */
export const activityTypeByTable: Readonly<Record<string, string>> = Object.fromEntries(
  activityTypes.map(([id, name]) => [`activity_${name.toLowerCase().replaceAll(" ", "_")}`, `${id}`]),
);

/** What Marketo's log calls a standard field whose label is not its name in the REST API, by the name in lower case. */
export const standardFieldLabels: Readonly<Record<string, string>> = {
  email: "Email Address",
  title: "Job Title",
  numberofemployees: "Num Employees",
};

/** The attributes that closedloop reads, as an extract spells them. */
export const attributeNames = [
  "Program ID",
  "Webpage URL",
  "Old Status",
  "New Status",
  "Old Stage",
  "New Stage",
  "Old Value",
  "New Value",
  "Merge IDs",
  "Is Bot Activity",
  "Bot Activity",
  "Bot Activity Pattern",
] as const;

/** Types of the system's activities that an extract must include, and what closedloop reads from each. */
export const requiredSystemTypes: ReadonlyMap<number, string> = new Map([
  [13, "changes of stages and reasons"],
  [29, "leads deleted in Salesforce"],
  [31, "merges in Salesforce"],
  [32, "merges"],
  [101, "revenue stages"],
  [104, "responses in programs"],
]);

/** Statuses in the standard channels that are not a response: the team sets them, not the person. */
export const nonResponseStatuses = [
  "not in program",
  "on list",
  "member",
  "invited",
  "sent",
  "delivered",
  "email sent",
  "email delivered",
  "bounced",
  "email bounced",
  "wait listed",
  "waitlisted",
  "pending approval",
  "rejected",
  "no show",
  "no-show",
];

/** SQL rows `standard(type_id, name, actor)` of the standard types, for use after FROM. */
export const standardTypes = standardTypeRows(activityTypes);

/**
 * An attribute of an activity, as text. The JSON is `{"name": value}` or `[{"name": ..., "value": ...}]`. The result is null
 * if the attribute is missing or blank, or if the JSON is malformed.
 */
export const activityAttribute = (
  attributes: Expression<string | null>,
  name: (typeof attributeNames)[number],
): RawBuilder<string | null> => {
  const pair = sql`list_filter(json_extract(${attributes}, '$[*]'), lambda pair: json_extract_string(pair, '$.name') = ${sql.lit(name)})[1]`;
  const object = sql`json_extract_string(${attributes}, ${sql.lit(`$."${name}"`)})`;
  const list = sql`case json_type(${attributes}) when 'ARRAY' then json_extract_string(${pair}, '$.value') else ${object} end`;
  // Most activities lack most attributes, and searching the text is far cheaper than parsing it. TRY turns malformed JSON into null.
  return sql<string | null>`case when contains(${attributes}, ${sql.lit(name)})
    then nullif(trim(case when starts_with(${attributes}, '{') then try(${object})
      when json_valid(${attributes}) then ${list} end), '') end`;
};

/** True if Marketo itself says that a bot did it; null if Marketo does not say. */
export const botFlag = (attributes: Expression<string | null>) =>
  sql<
    boolean | null
  >`try_cast(coalesce(${activityAttribute(attributes, "Is Bot Activity")}, ${activityAttribute(attributes, "Bot Activity")}) as boolean)`;

/** How Marketo recognised the bot; `N/A` if it is not a bot. */
export const botPattern = (attributes: Expression<string | null>) =>
  activityAttribute(attributes, "Bot Activity Pattern");

/** True if the flag, or else the pattern, says that a bot did it. Most activities have neither, so the text is searched first. */
export const isBot = (attributes: Expression<string | null>) =>
  sql<boolean>`case when contains(${attributes}, 'Bot Activity')
    then coalesce(${botFlag(attributes)}, upper(${botPattern(attributes)}) <> 'N/A', false) else false end`;

/** A key that is equal for a field's label and its names: `Lifecycle Status (L)`, `lifecycleStatus` and `Lifecycle_Status__c`. */
export const fieldKey = (field: Expression<string | null>): RawBuilder<string | null> =>
  sql`regexp_replace(regexp_replace(lower(trim(${field})), '(__c| \\([lca]\\))$', ''), '[^\\p{L}\\p{N}]', '', 'g')`;
