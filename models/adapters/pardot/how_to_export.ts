import { commentLines, pageWidth } from "../../../src/base/text_layout.js";
import type { ObjectFields } from "../../../src/table/adapter.js";

/** What version 5 of the API calls a field, where that is more than camelCase. */
const fieldOf = (column: string): string => {
  const known: Readonly<Record<string, string>> = {
    crm_owner_fid: "salesforceOwnerId",
    crm_fid: "salesforceId",
    crm_opportunity_fid: "salesforceId",
    form_name: "form.name",
    form_handler_name: "formHandler.name",
    landing_page_name: "landingPage.name",
    file_name: "file.name",
    list_email_name: "listEmail.name",
  };
  return known[column] ?? column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
};

/** Only versions 3 and 4 have these; `salesforceId` of version 5 is either. */
const fieldsOfOldVersions = ["crm_lead_fid", "crm_contact_fid"];

/** One query per object, in pages. */
export function howToExport(wanted: readonly ObjectFields[]): string[][] {
  return [
    [
      ...commentLines(
        "Pardot (Account Engagement): version 5 of the API, page by page, as CSV; or the Export API and its parts as they come.",
      ),
      ...commentLines(
        "Times without a mark are in the zone of the user who exports: name it as time_zone of the source. deleted=all brings the recycle bin too.",
      ),
      ...commentLines(
        "Pardot has no history of fields: a stage or a reason that is a custom field is dated by the nights on which it was seen to change. Export it every night.",
      ),
    ],
    ...wanted.map(({ origin, columns, own }) => [
      ...commentLines(`${origin.object}*.csv: ${origin.enables ?? ""}`),
      ...(own.length > 0 ? commentLines(`Of closedloop.yaml and stage_map.csv: ${own.join(", ")}`) : []),
      ...requestOf(origin.object, [
        ...columns.filter((column) => !fieldsOfOldVersions.includes(column)).map(fieldOf),
        ...own,
      ]),
    ]),
  ];
}

function requestOf(object: string, fields: readonly string[]): string[] {
  if (object === "opportunity_prospects")
    return commentLines(
      `Version 4 names them within each opportunity; write them as columns of CSV: ${fields.join(", ")}`,
    );
  const deleted = object.startsWith("visitor") ? "" : "&deleted=all";
  const path = `GET /api/v5/objects/${object.replaceAll("_", "-")}?limit=1000${deleted}&fields=`;
  const lines = [path];
  for (const [at, field] of fields.entries()) {
    const word = at < fields.length - 1 ? `${field},` : field;
    if (lines.at(-1)!.length + word.length > pageWidth) lines.push("  ");
    lines[lines.length - 1] += word;
  }
  return lines;
}
