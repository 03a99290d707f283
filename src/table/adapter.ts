import type { EntityPart } from "./model.js";
import type { ExportOrigin } from "./origin.js";

/**
 * What is known of one product's exports, besides its tables: a folder of `models/adapters`, found there and named
 * nowhere else. Its `adapter.ts` exports one of these as `adapter`.
 */
export interface Adapter {
  /** As `system:` of a source in closedloop.yaml names it: the folder's name. */
  readonly product: string;
  /** What the first source of it is called where nobody says: `crm`, `map`. */
  readonly defaultName: string;
  /** What it gives to the canonical entities. */
  readonly parts: readonly EntityPart[];
  /** How to export each object, in lines that can be pasted; `#` begins what only explains. */
  readonly howToExport: (wanted: readonly ObjectFields[]) => readonly (readonly string[])[];
}

/** An object of a product as its API names it, and the fields that its contract and the project know. */
export interface ObjectFields {
  readonly origin: ExportOrigin;
  /** Of the contract, in its order, as the export heads them. */
  readonly columns: readonly string[];
  /** Of those, what only some installations have: the column, and the condition. */
  readonly conditional: ReadonlyMap<string, string>;
  /** Of the project: custom fields, reasons, stages. */
  readonly own: readonly string[];
  /** Fields that the shipped stage map would read if the system had them. */
  readonly perhaps: readonly string[];
}
