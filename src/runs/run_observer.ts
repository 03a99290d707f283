import type { Config } from "../config/config_schema.js";
import type { Project } from "../project/project.js";
import type { RunRecord, RunResults } from "./run_results.js";

/** A run that begins. */
export interface BegunRun {
  readonly folder: string;
  readonly config: Config;
  readonly run: RunRecord;
}

/** A run that has ended, well or not. */
export interface EndedRun {
  readonly folder: string;
  readonly config: Config;
  readonly results: RunResults;
  /** Null if the run ended before its tables were known, e.g. because of a mistake in the definition. */
  readonly project: Project | null;
  /** Aborted when there is no more time, because the process must end. */
  readonly abort: AbortSignal;
}

/** Tells others of a run. What it does may fail, but never throws: the run goes on without it. */
export interface RunObserver {
  readonly begin: (run: BegunRun) => void;
  readonly end: (run: EndedRun) => Promise<void>;
}
