/** SQL of what is hashed to know a forgotten person again; its twins in TypeScript are in `forgotten_people.ts`. */
import { sql } from "kysely";
import { db } from "../../table/db.js";
import { comparisonKey, quotedString } from "../../table/dialect.js";
import { crmKeySql } from "../../table/salesforce_id.js";

/** SQL of the key of an address. */
export const addressKeySql = (address: string): string =>
  `('address:' || ${comparisonKey(sql<string>`${sql.raw(address)}`).compile(db).sql})`;

/** SQL of the key of a record; `system` is SQL of the name of its source. */
export const recordKeySql = (system: string, id: string): string =>
  `coalesce(${crmKeySql(id)}, 'id:' || ${system} || ':' || ${id})`;

export const activityKeySql = (system: string, id: string): string => `('activity:' || ${system} || ':' || ${id})`;

/** The temporary table with the hashes; the connection must have it. */
export const hashesTable = "forgotten_hashes";

/** SQL that is true if a key is that of a forgotten person; null for null. */
export const isForgotten = (salt: string, key: string): string =>
  `sha256(${quotedString(salt)} || ${key}) in (select hash from temp.${hashesTable})`;
