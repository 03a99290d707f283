import { commentLines, pageWidth } from "../../../src/base/text_layout.js";
import type { ObjectFields } from "../../../src/table/adapter.js";
import { activityTypes, requiredSystemTypes } from "./shared/marketo.js";

const exampleWindow = { startAt: "2026-06-01T00:00:00Z", endAt: "2026-07-01T00:00:00Z" };

/** How each object of Marketo is fetched: by a bulk extract, or page by page. */
export function howToExport(wanted: readonly ObjectFields[]): string[][] {
  return [
    commentLines(
      "Marketo: bulk extracts in windows of at most 31 days; create, then enqueue, ask for status.json until Completed, fetch file.json.",
    ),
    ...wanted.map(({ origin, columns, own }) => [
      ...commentLines(`${origin.object}*.csv: ${origin.enables ?? ""}`),
      ...(own.length > 0 ? commentLines(`Of closedloop.yaml and stage_map.csv: ${own.join(", ")}`) : []),
      ...requestOf(origin.object, [...columns, ...own]),
    ]),
    [
      ...commentLines("Activity types, and what each is for; ids from 100000 on are your own: add them."),
      ...activityTypes
        .filter(([id]) => typeIds.includes(id))
        .map(
          ([id, name]) =>
            `#   ${String(id).padStart(3)}  ${name.padEnd(34)} ${requiredSystemTypes.get(id) ?? "engagement"}`,
        ),
    ],
  ];
}

const typeIds = activityTypes.flatMap(([id, , of]) => (of === "person" || requiredSystemTypes.has(id) ? [id] : []));

function requestOf(object: string, fields: readonly string[]): string[] {
  const filter = { createdAt: exampleWindow };
  if (object === "leads") return postRequest("/bulk/v1/leads/export/create.json", { format: "CSV", fields, filter });
  if (object === "activities") {
    const only = { format: "CSV", fields, filter: { ...filter, activityTypeIds: typeIds } };
    return postRequest("/bulk/v1/activities/export/create.json", only);
  }
  const path =
    object === "programs"
      ? "/rest/asset/v1/programs.json?maxReturn=200&offset=0"
      : "/rest/v1/activities/deletedleads.json";
  return [`GET ${path}`, ...commentLines(`page by page; write these as columns of CSV: ${fields.join(", ")}`)];
}

/** A body in lines that a page holds; JSON as it stands. */
function postRequest(path: string, body: object): string[] {
  const lines = [""];
  for (const part of JSON.stringify(body).split(/(?<=,)/)) {
    if (lines.at(-1)!.length + part.length > pageWidth) lines.push(" ");
    lines[lines.length - 1] += part;
  }
  return [`POST ${path}`, ...lines];
}
