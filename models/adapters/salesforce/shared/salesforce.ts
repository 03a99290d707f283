/** What the objects of Salesforce have in common: their origin, columns of their exports, and columns of their staging models. */
import { sql } from "kysely";
import {
  type Column,
  enables,
  flag,
  instant,
  nullable,
  onlyIf,
  personal,
  text,
  withBinding,
} from "../../../../src/table/columns.js";
import { trimToNull } from "../../../../src/table/dialect.js";
import { type ExportOrigin, exportOrigin } from "../../../../src/table/origin.js";
import { computed, firstKnown } from "../../../../src/table/staged.js";
import { wholeNameOrParts } from "../../../shared/full_name.js";

/** The origin of an object whose records have IsDeleted and CreatedDate. */
export const salesforceOrigin = (object: string, more: Partial<ExportOrigin>): ExportOrigin =>
  exportOrigin("salesforce", object, { deletedColumn: "IsDeleted", createdColumn: "CreatedDate", ...more });

/** The columns that say when a record last changed, for `changedColumns` of its origin. */
export const changedColumns = ["SystemModstamp", "LastModifiedDate"] as const;

/** An id of a record. The loader stores it with 18 characters, however the export writes it. */
export { crmIdColumn as salesforceIdColumn } from "../../../../src/table/source_columns.js";

/** `what`: when the flag is true. */
export const isDeletedColumn = (what = "in the recycle bin") =>
  enables(
    "leaving out deleted records; without it they stay in every number",
    nullable(flag(`True if ${what}; null if the export does not say`)),
  );

export const lastModifiedColumn = nullable(instant("When a user last changed it, UTC"));
export const systemModstampColumn = nullable(instant("When anything last changed it, UTC"));

/** For a column that dates what changed between two exports, such as a stage. */
export const datesStageChanges = <T>(column: Column<T>) =>
  enables("the exact time of changes between two nightly exports; without it they get the time of the load", column);

/** `money`: the columns whose currency it is. */
export const currencyIsoCodeColumn = (money: "amount" | "amounts" | "cost") =>
  onlyIf(
    "the org has several currencies",
    enables(
      "amounts in their own currency; without it every amount is read as the reporting currency",
      nullable(text(`ISO 4217 code of the ${money}; 000 on rows that Salesforce itself created`)),
    ),
  );

export const wholeNameColumn = nullable(
  withBinding(
    { longest: 500 },
    personal(text("Full name; not in the weekly Data Export, which has first and last name")),
  ),
);

export const namePartColumn = (about: string) => nullable(withBinding({ longest: 255 }, personal(text(about))));

/** A column that only orgs with person accounts have: accounts that are people. `what` as in `enables`. */
export const ofPersonAccounts = <T>(what: string, column: Column<T>): Column<T | null> =>
  onlyIf("the org has person accounts", enables(what, nullable(column)));

/** A column that only orgs with Shared Activities have: tasks and events with several people. `what` as in `enables`. */
export const ofSharedActivities = <T>(what: string, column: Column<T>): Column<T | null> =>
  onlyIf("the org has Shared Activities", enables(what, nullable(column)));

/** The staged CurrencyIsoCode. Salesforce writes `000` on rows that it created itself; that means none. */
export const currencyOfRow = (money: "amount" | "amounts" | "cost") =>
  computed(
    nullable(
      text(
        `ISO 4217 code of the ${money}; null in an org with one currency, and on rows that Salesforce itself created`,
      ),
    ),
    () => sql<string | null>`nullif(${trimToNull("CurrencyIsoCode")}, '000')`,
  );

/** The staged name of a person. */
export const stagedName = wholeNameOrParts("Name", "FirstName", "LastName");

/** When a record last changed, from the best column that the export has. */
export const modifiedAt = firstKnown(
  "When a user last changed it, else when anything did, else when it was created, UTC",
  "LastModifiedDate",
  "SystemModstamp",
  "CreatedDate",
);
