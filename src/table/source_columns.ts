/** Columns that the exports of several products have in common. */
import { type Column, flag, nullable, text, withBinding } from "./columns.js";

/** The first column of every source: where a row came from. */
export const systemColumn = withBinding({ given: "system" }, text("Name of the source in closedloop.yaml"));

/** The id that a system gives to a record of its own. `otherHeaders`: what some exports call the column instead. */
export const recordIdColumn = (about: string, ...otherHeaders: readonly string[]) =>
  withBinding({ recordId: "plain", ...(otherHeaders.length > 0 ? { orHeaders: otherHeaders } : {}) }, text(about));

/** The id of a Salesforce record, in an export of any system; stored with 18 characters. A nullable one is null if it is no id. */
export const crmIdColumn = (about: string) => withBinding({ recordId: "salesforce" }, text(about));

/** The column with which a replica marks the rows that its source no longer has. */
export const replicaDeletedHeader = "_fivetran_deleted";

/** The mark of a replica as a column, for an object whose own export has no deleted records. `what`: when it is true. */
export const replicaDeletedColumn = (what: string) =>
  nullable(withBinding({ header: replicaDeletedHeader }, flag(`True if ${what}; null if the export does not say`)));

/** True for a column that only replicas have, so no other export is asked for it. */
export const isReplicaMark = ({ binding }: Column<unknown>): boolean => binding?.header === replicaDeletedHeader;
