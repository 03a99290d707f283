import type { Config } from "../config/config_schema.js";
import type { DefinitionVersion } from "../config/definition_version.js";
import type { LoadRecord } from "../load/load_record.js";
import type { LoadFinding } from "../load/night/load_findings.js";
import type { Instant } from "../table/columns.js";
import type { RunRecord } from "./run_results.js";

/** What a run knows besides the exports; sources of `kind: "run"` derive their rows from it. */
export interface RunFacts {
  readonly config: Config;
  /** The run's clock: nothing later counts. */
  readonly asOf: Instant;
  /** By `effective_from`; empty without a definition folder. */
  readonly definitions: readonly DefinitionVersion[];
  /** Every file that was ever loaded, with the counts of its records. */
  readonly loads: readonly LoadRecord[];
  /** The runs in the history of runs, this one last. */
  readonly runs: readonly RunRecord[];
  /** What is noteworthy about loading: e.g. quarantined files or exports that shrank. */
  readonly loadFindings: readonly LoadFinding[];
}
