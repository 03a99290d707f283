import { commentLines, wrapAt } from "../../../src/base/text_layout.js";
import type { ObjectFields } from "../../../src/table/adapter.js";
import { activityTypes, requiredSystemTypes } from "./shared/marketo.js";

const exampleWindow = { startAt: "2026-06-01T00:00:00Z", endAt: "2026-07-01T00:00:00Z" };

/** One API request per object: bulk extracts, and paged requests for programs and deleted leads. */
export function howToExport(wanted: readonly ObjectFields[]): string[][] {
  return [
    commentLines(
      "Marketo: bulk extracts of at most 31 days each. Create the job, enqueue it, ask for status.json until it says Completed, then download file.json.",
    ),
    ...wanted.map(({ origin, columns, own }) => [
      ...commentLines(`${origin.object}*.csv: ${origin.enables ?? ""}`),
      ...(own.length > 0 ? commentLines(`From closedloop.yaml and stage_map.csv: ${own.join(", ")}`) : []),
      ...requestOf(origin.object, [...columns, ...own]),
    ]),
    [
      ...commentLines("Activity types, and what each is for. Add your own types, which have ids from 100000 on."),
      ...activityTypes
        .filter(([id]) => typeIds.includes(id))
        .map(
          ([id, name]) =>
            `#   ${String(id).padStart(3)}  ${name.padEnd(34)} ${requiredSystemTypes.get(id) ?? "engagement"}`,
        ),
    ],
  ];
}

const typeIds = activityTypes.flatMap(([id, , actor]) =>
  actor === "person" || requiredSystemTypes.has(id) ? [id] : [],
);

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
  return [
    `GET ${path}`,
    ...commentLines(`Fetch all pages and write a CSV file with these columns: ${fields.join(", ")}`),
  ];
}

const postRequest = (path: string, body: object): string[] => [
  `POST ${path}`,
  ...wrapAt(JSON.stringify(body), /(?<=,)/),
];
