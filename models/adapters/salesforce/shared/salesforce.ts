/** What is peculiar to Salesforce's exports and holds for each of its objects. */
import { type Expression, sql } from "kysely";
import { trimToNull } from "../../../../src/table/dialect.js";

/** A row's currency: `000` stands on rows that the system made, and means none. */
export const currencyCode = (code: Expression<string | null>) => sql<string | null>`nullif(${trimToNull(code)}, '000')`;
