/**
 * Changes of owner in the history objects, as SQL conditions on `field` (in lower case), `old_value` and `new_value`. The
 * field is `Owner` when somebody changes it; a rule or a queue writes other names.
 */

/** True for a row of a change of owner. */
export const isOwnerField = "field in ('owner', 'ownerid', 'ownerassignment', 'owneraccepted')";

/** A user or a queue. */
const isOwnerId = (value: string) =>
  `coalesce(regexp_full_match(trim(${value}), '00[5G][A-Za-z0-9]{12}([A-Za-z0-9]{3})?'), false)`;

/** True if the row has ids: the other row of the same change has names, which are no keys. */
export const namesOwnerByIds = `((${isOwnerId("new_value")} and (old_value is null or ${isOwnerId("old_value")}))
  or (${isOwnerId("old_value")} and new_value is null))`;
