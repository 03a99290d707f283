/** How replicas (Fivetran's history mode) keep the earlier versions of a record beside it: each row says since when it holds. */
import { quotedIdentifier } from "../dialect.js";
import { parsed } from "../parsing.js";
import type { Entry } from "./below.js";
import { headerOf } from "./csv_header.js";
import { aliasOf } from "./header.js";
import type { Loaded } from "./loaded.js";
import { extraColumn } from "./typing.js";

/** The header of the instant since when a row holds; of its versions the record is the one that began last. */
const sinceHeader = "_fivetran_start";

const sinceIn = ({ extras }: Pick<Loaded, "extras">) => extras.find((header) => header.toLowerCase() === sinceHeader);

/** SQL of the instant since when the rows of a load hold, UTC; undefined where they are the records as they stand. */
export function sinceOf(load: Pick<Loaded, "extras">): string | undefined {
  const header = sinceIn(load);
  return header === undefined
    ? undefined
    : `(${parsed("instant", quotedIdentifier(extraColumn(header)), { zone: "UTC" })})::timestamp`;
}

const historyName = /^(.+)_history(\.(?:csv|tsv))$/i;

/**
 * What a file is to be taken for. `lead_history.csv` is the object LeadHistory, whose rows tell of a lead by `lead_id`, or a
 * copy of Lead with its versions: the headers tell, never the name.
 */
export async function calledOf({ name, path, kind, member }: Entry): Promise<string> {
  const [, parent, ending] = historyName.exec(name) ?? [];
  if (parent === undefined || kind !== "file" || member !== undefined) return name;
  // What is wrong with a file that cannot be read is told when it is loaded.
  const header = await headerOf(path, ",").catch(() => undefined);
  const names = new Set(header?.names.map(aliasOf));
  // A copy has the columns of its parent, whose own id is called so; what tells of fields (contact_property_history) has none.
  const isCopy = names.has(aliasOf(sinceHeader)) && names.has("id") && !names.has(`${aliasOf(parent)}_id`);
  return isCopy ? `${parent}${ending}` : name;
}
