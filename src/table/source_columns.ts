/** Columns that the exports of several products have in common. */
import { text, withBinding } from "./columns.js";

/** The first column of every source: where a row came from. */
export const systemColumn = withBinding({ given: "system" }, text("Name of the source in closedloop.yaml"));

/** The id that a system gives to a record of its own. `otherHeaders`: what some exports call the column instead. */
export const recordIdColumn = (about: string, ...otherHeaders: readonly string[]) =>
  withBinding({ recordId: "plain", ...(otherHeaders.length > 0 ? { orHeaders: otherHeaders } : {}) }, text(about));

/** The id of a Salesforce record, in an export of any system; stored with 18 characters. A nullable one is null if it is no id. */
export const crmIdColumn = (about: string) => withBinding({ recordId: "salesforce" }, text(about));
