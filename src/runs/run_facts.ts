import type { Config } from "../config/config_schema.js";
import type { DefinitionVersion } from "../config/definition_version.js";
import type { LoadRecord } from "../load/load_record.js";
import type { LoadFinding } from "../load/night/load_findings.js";
import type { Instant } from "../table/columns.js";
import type { RunRecord } from "./run_results.js";

/** All that a run knows besides the exports: sources of `kind: "run"` make their rows of it. */
export interface RunFacts {
  readonly config: Config;
  /** The run's now: nothing later is known. */
  readonly asOf: Instant;
  /** In order of `effective_from`; empty without a definition folder. */
  readonly definitions: readonly DefinitionVersion[];
  /** Every file that was ever loaded and what became of its records. */
  readonly loads: readonly LoadRecord[];
  /** The runs that are remembered, this one last. */
  readonly runs: readonly RunRecord[];
  /** What surrounds the loading of files. */
  readonly loadFindings: readonly LoadFinding[];
}
