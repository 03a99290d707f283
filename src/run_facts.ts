import type { RunRecord } from "./account/run_results.js";
import type { Day, Instant } from "./columns.js";
import type { Definition } from "./config/definition_schema.js";
import type { EngagementRule, FitRule } from "./config/rules.js";
import type { Config } from "./config/schema.js";
import type { Finding } from "./load/findings.js";
import type { Loaded } from "./load/loaded.js";

/** One version of the definition of an MQL: a folder of `definition/`, named by the day from which it holds. */
export interface DefinitionVersion {
  /** The folder's name. */
  readonly version: string;
  /** The day at whose midnight, reporting time zone, it comes into force. */
  readonly effective_from: Day;
  /** What definition.yaml says. */
  readonly definition: Definition;
  /** The rows of fit.csv and engagement.csv, in order. */
  readonly fit: readonly FitRule[];
  readonly engagement: readonly EngagementRule[];
}

/** All that a run knows besides the exports: sources of `kind: "run"` make their rows of it. */
export interface RunFacts {
  readonly config: Config;
  /** The run's now: nothing later is known. */
  readonly asOf: Instant;
  /** In order of `effective_from`; empty without a definition folder. */
  readonly definitions: readonly DefinitionVersion[];
  /** Every file that was ever loaded and what became of its records. */
  readonly loads: readonly Loaded[];
  /** The runs that are remembered, this one last. */
  readonly runs: readonly RunRecord[];
  /** What surrounds the loading of files. */
  readonly findings: readonly Finding[];
}
