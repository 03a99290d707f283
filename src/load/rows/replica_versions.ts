/** How replicas (Fivetran's history mode) keep the earlier versions of a record beside it: each row says since when it holds. */
import { quotedIdentifier } from "../../table/dialect.js";
import { parseColumn } from "../../table/parsing.js";
import { validSinceHeader } from "../files/object_file_name.js";
import type { LoadRecord } from "../load_record.js";
import { extraColumnName } from "./typed_query.js";

const findValidSinceHeader = ({ extras }: Pick<LoadRecord, "extras">) =>
  extras.find((header) => header.toLowerCase() === validSinceHeader);

/** SQL of the instant since when the rows of a load hold, UTC; undefined where they are the records as they stand. */
export function validSince(load: Pick<LoadRecord, "extras">): string | undefined {
  const header = findValidSinceHeader(load);
  return header === undefined
    ? undefined
    : `(${parseColumn("instant", quotedIdentifier(extraColumnName(header)), { zone: "UTC" })})::timestamp`;
}
