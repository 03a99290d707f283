import type { Day } from "../table/columns.js";
import type { Definition } from "./definition_schema.js";
import type { EngagementRule, FitRule } from "./scoring_rules.js";

/** One version of the MQL definition: a folder of `definition/`, named by its first day, e.g. `2026-01-01`. */
export interface DefinitionVersion {
  /** The folder's name. */
  readonly version: string;
  /** It takes effect at midnight of this day in the reporting time zone. */
  readonly effective_from: Day;
  /** The content of definition.yaml. */
  readonly definition: Definition;
  /** The rows of fit.csv and engagement.csv, in order. */
  readonly fit: readonly FitRule[];
  readonly engagement: readonly EngagementRule[];
}
