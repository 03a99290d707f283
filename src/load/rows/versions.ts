/** How replicas (Fivetran's history mode) keep the earlier versions of a record beside it: each row says since when it holds. */
import { quotedIdentifier } from "../../table/dialect.js";
import { parsed } from "../../table/parsing.js";
import { sinceHeader } from "../files/called_object.js";
import type { Loaded } from "../loaded.js";
import { extraColumn } from "./typing.js";

const sinceIn = ({ extras }: Pick<Loaded, "extras">) => extras.find((header) => header.toLowerCase() === sinceHeader);

/** SQL of the instant since when the rows of a load hold, UTC; undefined where they are the records as they stand. */
export function sinceOf(load: Pick<Loaded, "extras">): string | undefined {
  const header = sinceIn(load);
  return header === undefined
    ? undefined
    : `(${parsed("instant", quotedIdentifier(extraColumn(header)), { zone: "UTC" })})::timestamp`;
}
