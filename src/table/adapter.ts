import type { EntityPart } from "./model.js";
import type { ExportOrigin } from "./origin.js";

/**
 * A product whose exports closedloop reads. Each folder in `models/adapters` is one; its `adapter.ts` exports this object
 * as `adapter`.
 */
export interface Adapter {
  /** The folder's name, and the value of `system:` in closedloop.yaml, e.g. `salesforce`. */
  readonly product: string;
  /** The usual name of a source of this product, e.g. `crm`, `map`. */
  readonly defaultName: string;
  /** The zone of times without an offset in its exports, in words; undefined if it is UTC. A replica writes UTC anyway. */
  readonly localTimes?: string;
  /** How to export deleted records, too. */
  readonly deletedRecords?: string;
  /** Its rows of the canonical entities. */
  readonly parts: readonly EntityPart[];
  /** How to export each object: lines to paste, and comments that begin with `#`. */
  readonly howToExport: (wanted: readonly ObjectFields[]) => readonly (readonly string[])[];
}

/** An object of a product, named as in its API, and the fields to export. */
export interface ObjectFields {
  readonly origin: ExportOrigin;
  /** The headers of the contract's columns, in the contract's order. */
  readonly columns: readonly string[];
  /** The columns that only some installations have, each with the condition. */
  readonly conditional: ReadonlyMap<string, string>;
  /** The fields that the project names: custom fields, reasons, stages. */
  readonly own: readonly string[];
  /** Fields that the shipped stage map reads if the system has them. */
  readonly perhaps: readonly string[];
}
