import { commentLines, wrapAt } from "../../../src/base/text_layout.js";
import type { ObjectFields } from "../../../src/table/adapter.js";
import { exportTypes } from "./shared/hubspot.js";

/** Columns that are not properties: HubSpot adds them by itself, or only a replica has them. */
const notProperties = new Set(["id", "is_deleted", "contact_ids", "company_ids", "deal_ids", "associated_deal_ids"]);

/** For each object, the request to the exports API, with internal names and values, or the table of a replica. */
export function howToExport(wanted: readonly ObjectFields[]): string[][] {
  return [
    [
      ...commentLines(
        "HubSpot: a replica (Fivetran) has all of this. Its tables have the names below, its properties begin with property_.",
      ),
      ...commentLines(
        "HubSpot's own exports have the current state and no history. Internal names work in every language. Times are in the time zone of the user who exports: set it as time_zone of the source.",
      ),
    ],
    ...wanted.map((object) => [
      ...commentLines(`${fileOf(object)}: ${object.origin.enables ?? ""}`),
      ...[...object.conditional].flatMap(([column, condition]) => commentLines(`${column}: only if ${condition}.`)),
      ...(object.perhaps.length > 0
        ? commentLines(`From the stage map, if your account has them: ${object.perhaps.join(", ")}`)
        : []),
      ...(object.own.length > 0
        ? commentLines(`From closedloop.yaml and stage_map.csv: ${object.own.join(", ")}`)
        : []),
      ...requestOf(object),
    ]),
  ];
}

const snakeCase = (object: string) => object.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();

const fileOf = ({ origin }: ObjectFields) => `${snakeCase(origin.object)}.csv`;

function requestOf({ origin, columns, own }: ObjectFields): string[] {
  const type = exportTypes.get(origin.object);
  const fields = [...columns, ...own];
  if (type === undefined) return [`table ${snakeCase(origin.object)}:`, ...wrapAt(fields.join(", "), /(?<=, )/)];
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
  return ["POST /crm/v3/exports/export/async", ...wrapAt(JSON.stringify(body), /(?<=,)/)];
}
