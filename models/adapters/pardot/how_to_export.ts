import { commentLines, wrapAt } from "../../../src/base/text_layout.js";
import type { ObjectFields } from "../../../src/table/adapter.js";

/** The field's name in version 5 of the API: the column's name in camelCase, with a few exceptions. */
const fieldOf = (column: string): string => {
  const exceptions: Readonly<Record<string, string>> = {
    crm_owner_fid: "salesforceOwnerId",
    crm_fid: "salesforceId",
    crm_opportunity_fid: "salesforceId",
    form_name: "form.name",
    form_handler_name: "formHandler.name",
    landing_page_name: "landingPage.name",
    file_name: "file.name",
    list_email_name: "listEmail.name",
  };
  return exceptions[column] ?? column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
};

/** Version 5 has one field `salesforceId` in place of these. */
const fieldsOfOldVersions = ["crm_lead_fid", "crm_contact_fid"];

/** One request per object, answered in pages. */
export function howToExport(wanted: readonly ObjectFields[]): string[][] {
  return [
    [
      ...commentLines(
        "Pardot (Account Engagement): request each object from version 5 of the API, page by page, and save it as CSV. Or use the Export API, and keep its files as they are.",
      ),
      ...commentLines(
        "Times without an offset are in the time zone of the user who exports: set it as time_zone of the source. deleted=all includes the recycle bin.",
      ),
      ...commentLines(
        "Pardot has no history of fields but lifecycle_histories, that of its own lifecycle. A stage or a reason in a custom field is dated by comparing two exports, so export every night.",
      ),
    ],
    ...wanted.map(({ origin, columns, own }) => [
      ...commentLines(`${origin.object}*.csv: ${origin.enables ?? ""}`),
      ...(own.length > 0 ? commentLines(`From closedloop.yaml and stage_map.csv: ${own.join(", ")}`) : []),
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
      `Version 4 lists them within each opportunity. Write them as CSV with the columns ${fields.join(", ")}.`,
    );
  const deleted = /^(visitor|lifecycle_histories)/.test(object) ? "" : "&deleted=all";
  const path = `GET /api/v5/objects/${object.replaceAll("_", "-")}?limit=1000${deleted}&fields=`;
  return wrapAt(path + fields.join(","), /(?<=,)/, "  ");
}
