/** Compares closedloop and the hand-written SQL step by step: each SQL file with the models that do the same work. */
import type { OutputLine } from "./measure.js";

const modelsByStep: Readonly<Record<string, readonly string[]>> = {
  "01_history.sql": ["load"],
  "02_raw.sql": ["raw"],
  "03_people.sql": ["marketo_leads_gone", "records_judged", "record_pairs", "person_records"],
  "04_activities.sql": [
    "marketo_activities_named",
    "activities",
    "sales_touches",
    "engagement_rules_matched",
    "channels_matched",
    "definition_periods",
  ],
  "05_events.sql": [
    "marketo_field_changes",
    "lead_status_events",
    "lead_reasons",
    "field_stage_events",
    "lead_conversions",
    "opportunity_stage_events",
    "source_stage_events",
    "source_opportunities",
    "people_on_opportunities",
    "events_recorded",
  ],
  "06_attributes.sql": [
    "records_described",
    "account_domains",
    "people_resolved",
    "titles_matched",
    "people_described",
    "attributes_resolved",
    "person_attributes",
    "attribute_spans",
    "fit_values_matched",
    "fit_hits",
    "fit_scores",
  ],
  "07_scores.sql": [
    "activities_scored",
    "engagement_instants",
    "mql_instants",
    "points_now",
    "people_scored",
    "score_breakdown",
    "score_history",
  ],
  "08_cycles.sql": [
    "mqls_counted",
    "events_placed",
    "events_anchored",
    "mql_expiries",
    "cycles_opened",
    "events_assigned",
    "closings",
    "cycles_measured",
    "mqls_assigned",
    "mqls_scored",
    "lifecycle_events",
  ],
  "09_marts.sql": [
    "campaign_touches",
    "cycle_amounts",
    "cycle_touches",
    "cycles_dimensioned",
    "mql_cycles",
    "people",
    "funnel",
    "rejections",
    "calibration",
    "threshold_advice",
  ],
};

/** Durations in seconds, read from the output of a job. */
export interface JobTimes {
  readonly load: number;
  readonly build: number;
  /** Seconds by model name without its schema. The job prints only models that take some time. */
  readonly models: ReadonlyMap<string, number>;
}

export function parseJobTimes(lines: readonly OutputLine[]): JobTimes {
  const loaded = lines.find(({ line }) => line.startsWith("loaded: "));
  const published = lines
    .map(({ line }) => /^published: .* \(([\d.]+) s\)$/.exec(line)?.[1])
    .find((seconds) => seconds);
  if (!loaded || !published) throw new Error('the output of the job has no line "loaded: ..." or "published: ..."');
  const models = lines.flatMap(({ line }) => {
    const [, table, seconds] = /^built (\S+) \(([\d.]+) s\)$/.exec(line) ?? [];
    return table === undefined ? [] : [[table.split(".").at(-1)!, Number(seconds)] as const];
  });
  return { load: loaded.at, build: Number(published), models: new Map([["load", loaded.at] as const, ...models]) };
}

export interface StepTimes {
  readonly step: string;
  readonly product: number;
  readonly plain: number;
  /** The product's models of the step that took longest. */
  readonly slowestModels: readonly string[];
}

/** Both sides, step by step. */
export function compareSteps({ models }: JobTimes, files: Readonly<Record<string, number>>): StepTimes[] {
  const known = new Set(Object.values(modelsByStep).flat());
  const others = [...models.keys()].filter((model) => !known.has(model));
  return [...Object.entries(modelsByStep), ["not in the hand-written SQL", others] as const].map(([step, names]) => {
    const took = names.map((name) => [name, models.get(name) ?? 0] as const).sort(([, one], [, other]) => other - one);
    return {
      step,
      product: took.reduce((sum, [, seconds]) => sum + seconds, 0),
      plain: files[step] ?? 0,
      slowestModels: took
        .flatMap(([name, seconds]) => (seconds > 0 ? [`${name} ${seconds.toFixed(1)}`] : []))
        .slice(0, 4),
    };
  });
}
