import type { Fault } from "../../text/fault.js";
import type { LoadContract } from "../load_contract.js";

/** A file to load under a contract. */
export interface SourceFile {
  readonly contract: LoadContract;
  /** Below the source's folder, with `/`. */
  readonly file: string;
  readonly path: string;
  /** Which entry of the archive at `path` it is. */
  readonly member?: number | undefined;
  /** Why its bytes cannot be trusted: its archive does not give it, or is one that cannot be opened. */
  readonly fault?: Fault;
}
