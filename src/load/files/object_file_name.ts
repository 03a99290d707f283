import { readCsvHeader } from "../../text/csv_header.js";
import { toSnakeCase } from "../../text/header.js";
import type { FolderEntry } from "./folder_entries.js";

/** The header of the instant since when a row holds; of its versions the record is the one that began last. */
export const validSinceHeader = "_fivetran_start";

const historyFileName = /^(.+)_history(\.(?:csv|tsv))$/i;

/**
 * What a file is to be taken for. `lead_history.csv` is the object LeadHistory, whose rows tell of a lead by `lead_id`, or a
 * copy of Lead with its versions: the headers tell, never the name.
 */
export async function objectFileName({ name, path, kind, member }: FolderEntry): Promise<string> {
  const [, parent, ending] = historyFileName.exec(name) ?? [];
  if (parent === undefined || kind !== "file" || member !== undefined) return name;
  // What is wrong with a file that cannot be read is told when it is loaded.
  const header = await readCsvHeader(path, ",").catch(() => undefined);
  const names = new Set(header?.names.map(toSnakeCase));
  // A copy has the columns of its parent, whose own id is called so; what tells of fields (contact_property_history) has none.
  const isCopy = names.has(toSnakeCase(validSinceHeader)) && names.has("id") && !names.has(`${toSnakeCase(parent)}_id`);
  return isCopy ? `${parent}${ending}` : name;
}
