import { readCsvHeader } from "../../text/csv_header.js";
import { toSnakeCase } from "../../text/header.js";
import type { FolderEntry } from "./folder_entries.js";

/** Technical columns of a replica, e.g. `_fivetran_synced`. */
export const replicaHeader = /^_fivetran_/i;

/** Fivetran's header for the instant from which on a version of a record is valid. The latest version is the record. */
export const validSinceHeader = "_fivetran_start";

const historyFileName = /^(.+)_history(\.(?:csv|tsv))$/i;

/**
 * The name by which a file is matched to an object. `lead_history.csv` is either the object LeadHistory, whose rows have a
 * `lead_id`, or a replica of Lead with all versions, which gets the name `lead.csv`. The headers decide.
 */
export async function objectFileName({ name, path, kind, member }: FolderEntry): Promise<string> {
  const [, parent, ending] = historyFileName.exec(name) ?? [];
  if (parent === undefined || kind !== "file" || member !== undefined) return name;
  // A file that cannot be read is reported when it is loaded.
  const header = await readCsvHeader(path, ",").catch(() => undefined);
  const names = new Set(header?.names.map(toSnakeCase));
  // A replica of Lead has the columns of Lead, `id` among them. A history of fields (contact_property_history) has no `id`.
  const isCopy = names.has(toSnakeCase(validSinceHeader)) && names.has("id") && !names.has(`${toSnakeCase(parent)}_id`);
  return isCopy ? `${parent}${ending}` : name;
}
