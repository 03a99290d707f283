/** Changes of owner in the history objects: `Owner` when somebody changes it, other names when a rule or a queue does. */
import { sql } from "kysely";

/** True for a row of a change of owner; the field is in lower case. */
export const isOwnerField = sql<boolean>`field in ('owner', 'ownerid', 'ownerassignment', 'owneraccepted')`;

/** A user or a queue. */
const isOwnerId = (value: string) =>
  sql<boolean>`coalesce(regexp_full_match(trim(${sql.ref(value)}), '00[5G][A-Za-z0-9]{12}([A-Za-z0-9]{3})?'), false)`;

/** True if the row has ids: the other row of the same change has names, which are no keys. */
export const namesOwnerByIds = sql<boolean>`(
  (${isOwnerId("new_value")} and (old_value is null or ${isOwnerId("old_value")}))
  or (${isOwnerId("old_value")} and new_value is null))`;
