/** Versions of records in replicas (Fivetran's history mode): each row is a version with the instant from which on it is valid. */
import { quotedIdentifier } from "../../table/dialect.js";
import { parseColumn } from "../../table/parsing.js";
import { validSinceHeader } from "../files/object_file_name.js";
import type { LoadRecord } from "../load_record.js";
import { extraColumnName } from "./typed_query.js";

const findValidSinceHeader = ({ extras }: Pick<LoadRecord, "extras">) =>
  extras.find((header) => header.toLowerCase() === validSinceHeader);

/** SQL of the UTC instant from which on a row of the load is valid; undefined if the load has no versions. */
export function validSince(load: Pick<LoadRecord, "extras">): string | undefined {
  const header = findValidSinceHeader(load);
  return header === undefined
    ? undefined
    : `(${parseColumn("instant", quotedIdentifier(extraColumnName(header)), { zone: "UTC" })})::timestamp`;
}
