import { commentLines, pageWidth } from "../../../src/base/text_layout.js";
import type { ObjectFields } from "../../../src/table/adapter.js";

/** Objects that HubSpot itself exports as CSV, as its exports API names them; all others are tables of a replica. */
const exportTypes: ReadonlyMap<string, string> = new Map([
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

/** What stands at a record of a replica, or of an export with associations, and is no property. */
const notProperties = new Set(["id", "is_deleted", "contact_ids", "company_ids", "deal_ids", "associated_deal_ids"]);

/** How each object is fetched: by HubSpot's own export, with internal names and values, or as a table of a replica. */
export function howToExport(wanted: readonly ObjectFields[]): string[][] {
  return [
    [
      ...commentLines(
        "HubSpot: a replica (Fivetran) has all of this; its tables are called as given here, its properties property_*.",
      ),
      ...commentLines(
        "HubSpot's own exports have states and no history. With internal names they need no translation; times are of the user's zone: say it as time_zone of the source.",
      ),
    ],
    ...wanted.map((one) => [
      ...commentLines(`${fileOf(one)}: ${one.origin.enables ?? ""}`),
      ...[...one.conditional].flatMap(([column, condition]) => commentLines(`${column}: only if ${condition}.`)),
      ...(one.perhaps.length > 0
        ? commentLines(`Of the stage map, if your account has it: ${one.perhaps.join(", ")}`)
        : []),
      ...(one.own.length > 0 ? commentLines(`Of closedloop.yaml and stage_map.csv: ${one.own.join(", ")}`) : []),
      ...requestOf(one),
    ]),
  ];
}

const snakeCase = (object: string) => object.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();

const fileOf = ({ origin }: ObjectFields) => `${snakeCase(origin.object)}.csv`;

function requestOf({ origin, columns, own }: ObjectFields): string[] {
  const type = exportTypes.get(origin.object);
  const fields = [...columns, ...own];
  if (type === undefined) return [`table ${snakeCase(origin.object)}:`, ...wrapText(fields.join(", "), /(?<=, )/)];
  const body = {
    exportType: "VIEW",
    exportName: snakeCase(origin.object),
    format: "CSV",
    language: "EN",
    objectType: type,
    exportInternalValuesOptions: ["NAMES", "VALUES"],
    objectProperties: fields.filter((name) => !notProperties.has(name)),
    ...(columns.some((name) => /contact_ids|deal_ids/.test(name))
      ? { associatedObjectType: type === "CONTACT" ? "DEAL" : "CONTACT" }
      : {}),
  };
  return ["POST /crm/v3/exports/export/async", ...wrapText(JSON.stringify(body), /(?<=,)/)];
}

/** A text in lines that a page holds, cut only where it may be. */
function wrapText(text: string, cut: RegExp): string[] {
  const lines = [""];
  for (const part of text.split(cut)) {
    if (lines.at(-1)!.length + part.length > pageWidth) lines.push(" ");
    lines[lines.length - 1] += part;
  }
  return lines.map((line) => line.trimEnd());
}
