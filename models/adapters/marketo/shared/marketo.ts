/** What is peculiar to Marketo's bulk extracts and holds for each of its objects. */
import { type Expression, type RawBuilder, sql } from "kysely";
import { quotedString } from "../../../../src/table/dialect.js";
import type { ExportOrigin } from "../../../../src/table/origin.js";

/** The origin of one object: many files each, in which the word `null` is null. */
export const marketoOrigin = (object: string, more: Partial<ExportOrigin> = {}): ExportOrigin => ({
  kind: "export",
  product: "marketo",
  object,
  nullWord: "null",
  inParts: true,
  ...more,
});

/** Of whom an activity type tells: `person` did it; `system` did it; `lead`: the system did, and the primary value names the lead. */
type ActivitySubject = "person" | "system" | "lead";

/** The standard activity types that have a meaning of their own here; ids from 100000 on are the instance's own. */
export const activityTypes: readonly (readonly [id: number, name: string, of: ActivitySubject])[] = [
  [1, "Visit Webpage", "person"],
  [2, "Fill Out Form", "person"],
  [3, "Click Link", "person"],
  [6, "Send Email", "system"],
  [7, "Email Delivered", "system"],
  [8, "Email Bounced", "person"],
  [9, "Unsubscribe Email", "person"],
  [10, "Open Email", "person"],
  [11, "Click Email", "person"],
  [12, "New Lead", "lead"],
  [13, "Change Data Value", "system"],
  [19, "Sync Lead to SFDC", "lead"],
  [21, "Convert Lead", "lead"],
  [22, "Change Score", "system"],
  [23, "Change Owner", "system"],
  [24, "Add to List", "system"],
  [25, "Remove from List", "system"],
  [26, "SFDC Activity", "system"],
  [27, "Email Bounced Soft", "person"],
  [29, "Delete Lead from SFDC", "lead"],
  [30, "SFDC Activity Updated", "system"],
  [31, "SFDC Merge Leads", "lead"],
  [32, "Merge Leads", "lead"],
  [34, "Add to Opportunity", "system"],
  [35, "Remove from Opportunity", "system"],
  [36, "Update Opportunity", "system"],
  [37, "Delete Lead", "lead"],
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

/** The tables that replicas make, one of each standard type, and its id. */
export const activityTypeByTable: Readonly<Record<string, string>> = Object.fromEntries(
  activityTypes.map(([id, name]) => [`activity_${name.toLowerCase().replaceAll(" ", "_")}`, `${id}`]),
);

/** The attributes that are read, as an extract spells them. */
export const attributeNames = [
  ...["Program ID", "Webpage URL", "Old Status", "New Status", "Old Stage", "New Stage", "Old Value", "New Value"],
  ...["Merge IDs", "Is Bot Activity", "Bot Activity", "Bot Activity Pattern"],
] as const;

/** What the system does, and an extract must have nevertheless, with what is read from it. */
export const requiredSystemTypes: ReadonlyMap<number, string> = new Map([
  [13, "changes of stages and reasons"],
  [29, "leads deleted in Salesforce"],
  [31, "merges in Salesforce"],
  [32, "merges"],
  [101, "revenue stages"],
  [104, "answers in programs"],
]);

/** Statuses of the standard channels that somebody else gives a member of a program: no answer of the person. */
export const nonResponseStatuses = [
  ...["not in program", "on list", "member", "invited", "sent", "delivered", "email sent", "email delivered"],
  ...["bounced", "email bounced", "wait listed", "waitlisted", "pending approval", "rejected", "no show", "no-show"],
];

/** SQL of rows (type_id, name, told_of) of the standard types, to stand behind FROM. */
export const activityTypeRows = sql.raw(
  `(values ${activityTypes.map(([id, name, of]) => `(${id}, ${quotedString(name)}, ${quotedString(of)})`).join(", ")})
    as standard(type_id, name, told_of)`,
);

/** An attribute of an activity as text, from `{"name": value}` or `[{"name": ..., "value": ...}]`; blank or in malformed JSON it is null. */
export const activityAttribute = (
  attributes: Expression<string | null>,
  name: (typeof attributeNames)[number],
): RawBuilder<string | null> => {
  const pair = sql`list_filter(json_extract(${attributes}, '$[*]'), lambda pair: json_extract_string(pair, '$.name') = ${sql.lit(name)})[1]`;
  const object = sql`json_extract_string(${attributes}, ${sql.lit(`$."${name}"`)})`;
  const list = sql`case json_type(${attributes}) when 'ARRAY' then json_extract_string(${pair}, '$.value') else ${object} end`;
  // Most activities lack most attributes: a search for the text is far cheaper than parsing. What is malformed fails, and is null.
  return sql<string | null>`case when contains(${attributes}, ${sql.lit(name)})
    then nullif(trim(case when starts_with(${attributes}, '{') then try(${object})
      when json_valid(${attributes}) then ${list} end), '') end`;
};

/** Whether Marketo itself calls it a machine's; null if it does not say. */
export const botFlag = (attributes: Expression<string | null>) =>
  sql<
    boolean | null
  >`try_cast(coalesce(${activityAttribute(attributes, "Is Bot Activity")}, ${activityAttribute(attributes, "Bot Activity")}) as boolean)`;

/** How a bot was known; N/A: it is none. */
export const botPattern = (attributes: Expression<string | null>) =>
  activityAttribute(attributes, "Bot Activity Pattern");

/** Whether it is a machine's, by either; most activities do not say, which one search of the text tells. */
export const isBot = (attributes: Expression<string | null>) =>
  sql<boolean>`case when contains(${attributes}, 'Bot Activity')
    then coalesce(${botFlag(attributes)}, upper(${botPattern(attributes)}) <> 'N/A', false) else false end`;

/** A field as its label or its name may write it: `Lifecycle Status (L)`, `lifecycleStatus`, `Lifecycle_Status__c`. */
export const fieldKey = (field: Expression<string | null>): RawBuilder<string | null> =>
  sql`regexp_replace(regexp_replace(lower(trim(${field})), '(__c| \\([lca]\\))$', ''), '[^\\p{L}\\p{N}]', '', 'g')`;
