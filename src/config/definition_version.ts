import type { Day } from "../table/columns.js";
import type { Definition } from "./definition_schema.js";
import type { EngagementRule, FitRule } from "./scoring_rules.js";

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
