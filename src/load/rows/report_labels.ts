import { headerKey } from "../../text/header.js";

/** Labels that Salesforce writes as headers of a report; objects have API names such as `LeadSource` instead. */
const reportLabels = new Set(
  [
    "Account ID,Account Name,Account Owner,Annual Revenue,Billing Country,Campaign ID,Campaign Name,Case Safe ID,Close Date",
    "Company / Account,Contact ID,Contact Owner,Converted Account ID,Converted Contact ID,Converted Date,Converted Opportunity ID",
    "Create Date,Created Date,Created By,Email Opt Out,First Name,Fiscal Period,Forecast Category,Last Activity,Last Modified Date",
    "Last Name,Lead ID,Lead Owner,Lead Source,Lead Status,Member Status,Next Step,Opportunity ID,Opportunity Name,Opportunity Owner",
    "Opportunity Record Type,Owner Role,Primary Campaign Source,Probability (%),Unread By Owner",
  ]
    .join(",")
    .split(",")
    .map(headerKey),
);
/** Labels that tell a report from a table whose headers are a few plain words. */
const fewestLabels = 3;

/** What to do about the headers of a Salesforce report; undefined if they are not. Names only labels of Salesforce itself. */
export function describeReport(headers: readonly string[]): string | undefined {
  const labels = headers.map((header) => header.trim()).filter((header) => reportLabels.has(headerKey(header)));
  if (labels.length < fewestLabels) return undefined;
  const named = labels.slice(0, fewestLabels).join(", ");
  return `this looks like a Salesforce report export: its headers are labels (${named}, ...). A report has no deleted records and often no ids. Export the object with its API names: closedloop doctor --fields salesforce has the commands; or read the report as a mapped source`;
}
