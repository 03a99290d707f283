import type { Fault } from "../../text/fault.js";
import type { LoadContract } from "../load_contract.js";

/** A file to load with a contract. */
export interface SourceFile {
  readonly contract: LoadContract;
  /** Path below the source's folder, separated by `/`. */
  readonly file: string;
  readonly path: string;
  /** Its index in the archive at `path`, if it is in one. */
  readonly member?: number | undefined;
  /** Set if its bytes cannot be read: its archive is damaged or cannot be opened. */
  readonly fault?: Fault;
}
