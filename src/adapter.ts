import type { Wanted } from "./doctor/fields.js";
import type { Part } from "./model.js";

/**
 * What is known of one product's exports, besides its tables: a folder of `models/adapters`, found there and named
 * nowhere else. Its `adapter.ts` exports one of these as `adapter`.
 */
export interface Adapter {
  /** As `system:` of a source in closedloop.yaml names it: the folder's name. */
  readonly product: string;
  /** What the first source of it is called where nobody says: `crm`, `map`. */
  readonly usualName: string;
  /** What it gives to the canonical entities. */
  readonly parts: readonly Part[];
  /** How to export each object, in lines that can be pasted; `#` begins what only explains. */
  readonly howToExport: (wanted: readonly Wanted[]) => readonly (readonly string[])[];
}
