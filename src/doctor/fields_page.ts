import { activityTypes, extractedTypes } from "../systems/marketo.js";
import { deletedFlag } from "../systems/salesforce.js";
import type { Wanted } from "./fields.js";
import { pageWidth, wrapped } from "./layout.js";

/** What to type, or to send, so that an export has all that the contracts know. */
export function fieldsPage(product: string, wanted: readonly Wanted[]): string {
  const parts = product === "marketo" ? marketo(wanted) : salesforce(wanted);
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const note = (text: string) => wrapped(text, 0).map((line) => `# ${line.trimStart()}`);

function salesforce(wanted: readonly Wanted[]): string[][] {
  return [
    [
      ...note("Salesforce: one file per object, by the Salesforce CLI. Run it in the folder of the source."),
      ...note("--all-rows brings deleted and merged records too: without them whoever was deleted counts for ever."),
    ],
    ...wanted.map(({ origin, columns, conditional, own, perhaps }) => [
      ...note(`${origin.object}: ${origin.enables ?? ""}`),
      ...[...conditional].flatMap(([column, condition]) => note(`${column}: only if ${condition}; else take it out.`)),
      ...(perhaps.length > 0
        ? note(`Add what your org has of: ${perhaps.join(", ")}, or your own dates of MQL and SAL.`)
        : []),
      ...(own.length > 0 ? note(`Of closedloop.yaml and stage_map.csv: ${own.join(", ")}`) : []),
      `sf data export bulk --result-format csv --wait 60 --output-file ${origin.object}.csv${columns.includes(deletedFlag) ? " --all-rows" : ""} \\`,
      `  --query "${soqlOf(origin.object, [...columns, ...own])}"`,
    ]),
    note(historyNote(wanted)),
  ];
}

/** SOQL over all fields of an object, in lines that a page holds. */
function soqlOf(object: string, fields: readonly string[]): string {
  const words = [...fields.map((field, at) => (at < fields.length - 1 ? `${field},` : field)), `FROM ${object}`];
  const lines = ["SELECT"];
  for (const word of words) {
    if (lines.at(-1)!.length + word.length > pageWidth - 14) lines.push("   ");
    lines[lines.length - 1] += ` ${word}`;
  }
  return lines.join("\n");
}

const historyNote = (wanted: readonly Wanted[]) =>
  wanted
    .flatMap(({ origin: { object, enables, history } }) =>
      history ? [`Without ${object}: no ${enables}. ${history.limit}: ${history.remedy}.`] : [],
    )
    .join(" ");

const window = { startAt: "2026-06-01T00:00:00Z", endAt: "2026-07-01T00:00:00Z" };

/** How each object of Marketo is fetched: by a bulk extract, or page by page. */
function marketo(wanted: readonly Wanted[]): string[][] {
  return [
    note(
      "Marketo: bulk extracts in windows of at most 31 days; create, then enqueue, ask for status.json until Completed, fetch file.json.",
    ),
    ...wanted.map(({ origin, columns, own }) => [
      ...note(`${origin.object}*.csv: ${origin.enables ?? ""}`),
      ...(own.length > 0 ? note(`Of closedloop.yaml and stage_map.csv: ${own.join(", ")}`) : []),
      ...requestOf(origin.object, [...columns, ...own]),
    ]),
    [
      ...note("Activity types, and what each is for; ids from 100000 on are your own: add them."),
      ...activityTypes
        .filter(([id]) => typeIds.includes(id))
        .map(
          ([id, name]) => `#   ${String(id).padStart(3)}  ${name.padEnd(34)} ${extractedTypes.get(id) ?? "engagement"}`,
        ),
    ],
    note(historyNote(wanted)),
  ];
}

const typeIds = activityTypes.flatMap(([id, , of]) => (of === "person" || extractedTypes.has(id) ? [id] : []));

function requestOf(object: string, fields: readonly string[]): string[] {
  const filter = { createdAt: window };
  if (object === "leads") return posted("/bulk/v1/leads/export/create.json", { format: "CSV", fields, filter });
  if (object === "activities") {
    const only = { format: "CSV", fields, filter: { ...filter, activityTypeIds: typeIds } };
    return posted("/bulk/v1/activities/export/create.json", only);
  }
  const path =
    object === "programs"
      ? "/rest/asset/v1/programs.json?maxReturn=200&offset=0"
      : "/rest/v1/activities/deletedleads.json";
  return [`GET ${path}`, ...note(`page by page; write these as columns of CSV: ${fields.join(", ")}`)];
}

/** A body in lines that a page holds; JSON as it stands. */
function posted(path: string, body: object): string[] {
  const lines = [""];
  for (const part of JSON.stringify(body).split(/(?<=,)/)) {
    if (lines.at(-1)!.length + part.length > pageWidth) lines.push(" ");
    lines[lines.length - 1] += part;
  }
  return [`POST ${path}`, ...lines];
}
