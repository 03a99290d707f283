import { asSalesforceId, staged } from "../../../../src/table/staged.js";
import { marketo_programs as raw } from "../sources/marketo_programs.js";

export const marketo_programs = staged(raw, {
  name: "staging.marketo_programs",
  about: "One row per Marketo program, columns renamed; ids of Salesforce in their 18-character form.",
  grain: ["system", "program_id"],
  columns: {
    system: "system",
    program_id: "id",
    salesforce_campaign_id: asSalesforceId("sfdcId"),
    name: "name",
    type: "type",
    channel: "channel",
    status: "status",
    workspace: "workspace",
    starts_on: "startDate",
    ends_on: "endDate",
    created_at: "createdAt",
    modified_at: "updatedAt",
  },
});
