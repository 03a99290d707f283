/** The project's settings as SQL macros for the hand-written SQL, e.g. `the_time_zone()`. */
import { join, resolve } from "node:path";
import { criticalZ } from "../models/shared/statistics.js";
import type { DefinitionVersion } from "../src/config/definition_version.js";
import { type Project, referencePath } from "../src/project/project.js";
import type { Instant } from "../src/table/columns.js";
import { quotedString as text } from "../src/table/dialect.js";

const lookups = [
  "activity_map",
  "channels",
  "company_sizes",
  "currency_rates",
  "email_domains",
  "owners",
  "personas",
  "regions",
  "rejection_reasons",
  "stage_map",
  "targets",
  "titles",
];

const real = (value: number | null | undefined) =>
  value === null || value === undefined ? "null::double" : `${value}::double`;
const texts = (values: readonly string[]) => `[${values.map(text).join(", ")}]::varchar[]`;
const reals = (values: readonly number[]) => `[${values.join(", ")}]::double[]`;

/** The SQL that creates the macros. Throws if the project differs from the kind that the hand-written SQL supports. */
export function plainSettings(project: Project, asOf: Instant, history: string): string {
  const { config } = project;
  const values = {
    ...exportsOf(project),
    history: text(history),
    reference: `map {${lookups.map((name) => `${text(name)}: ${text(resolve(referencePath(project, `${name}.csv`)))}`).join(", ")}}`,
    as_of: `timestamp ${text(asOf.replace("T", " ").replace("Z", ""))}`,
    time_zone: text(config.time_zone),
    currency: text(config.currency),
    fiscal_year_start_month: `${config.fiscal_year_start_month}`,
    cycle_expires_days: real(config.mql.cycle_expires_days),
    max_records_per_email: `${config.identity.max_records_per_email}`,
    shared_mailboxes: texts(config.identity.shared_mailboxes),
    internal_domains: texts(config.identity.internal_domains),
    ...Object.fromEntries(Object.entries(config.windows_days).map(([stage, days]) => [`${stage}_days`, real(days)])),
    engagement_bands: reals(config.bands.engagement),
    total_bands: reals(config.bands.total),
    lookback_days: real(config.attribution.lookback_days),
    min_sample: `${config.statistics.min_sample}`,
    critical_z: real(criticalZ(config.statistics.alpha)),
    ...definitionOf(project.definitions, project.folder),
  };
  return Object.entries(values)
    .map(([name, value]) => `create macro the_${name}() as ${value};`)
    .join("\n");
}

function expect(isMet: boolean, what: string): asserts isMet {
  if (!isMet) throw new Error(`the hand-written SQL does not support this project; it expects: ${what}`);
}

function exportsOf({ folder, config }: Project): Record<string, string> {
  const [crm, map, ...others] = config.sources;
  expect(crm?.name === "crm" && crm.system === "salesforce", "the first source is crm with the system salesforce");
  expect(
    map?.name === "map" && map.system === "marketo" && others.length === 0,
    "the only other source is map with the system marketo",
  );
  expect(
    config.mql.source === "recorded_else_computed" && !config.mql.requalify_customers,
    "the default settings under mql",
  );
  expect(
    config.conversion.lead_converted_is === "sql" && config.conversion.account_match_days === null,
    "the default settings under conversion",
  );
  return { crm: text(resolve(folder, crm.path)), map: text(resolve(folder, map.path)) };
}

/** The settings of the definition. Its versions may differ only in `min_engagement` and the points in engagement.csv. */
function definitionOf(versions: readonly DefinitionVersion[], folder: string): Record<string, string> {
  const last = versions.at(-1);
  expect(last !== undefined, "a definition");
  const { definition } = last;
  expect(definition.mode === "two_axis", "mode two_axis");
  const [first, second, ...more] = definition.recency;
  expect(first !== undefined && second !== undefined && more.length === 0, "two recency steps");
  const [cap, ...caps] = Object.entries(definition.caps);
  expect(cap !== undefined && caps.length === 0, "one cap");
  expect(definition.decay.per_idle_month !== undefined, "decay.per_idle_month");
  for (const version of versions)
    expect(
      isSameJson(withoutPoints(version), withoutPoints(last)),
      "versions that differ only in points and min_engagement",
    );
  const { scored, hand_raiser } = definition.mql;
  const { hot } = definition.tiers;
  return {
    engagement_files: texts(versions.map(({ version }) => ruleFile(folder, version, "engagement.csv"))),
    fit_file: text(ruleFile(folder, last.version, "fit.csv")),
    versions: `[${versions.map(asStruct).join(", ")}]`,
    min_fit: `{'a': ${real(definition.grades.A)}, 'b': ${real(definition.grades.B)}, 'c': ${real(definition.grades.C)}}`,
    kept_per_idle_month: real(1 - definition.decay.per_idle_month),
    days_1: real(first.within_days),
    weight_1: real(first.weight),
    days_2: real(second.within_days),
    weight_2: real(second.weight),
    cap_group: text(cap[0]),
    cap: real(cap[1]),
    scored_grades: text(scored.grades.join("")),
    hand_raiser_grades: text(hand_raiser.grades.join("")),
    hand_raiser_types: texts(hand_raiser.activity_types),
    hot_types: texts(hot?.activity_types ?? []),
    hot_hours: real(hot?.within_hours ?? 0),
    quadrant: `{'high': ${real(definition.quadrant.high)}, 'medium': ${real(definition.quadrant.medium)}}`,
    cool_off_days: real(definition.cool_off_days),
  };
}

const isSameJson = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function withoutPoints({ definition, fit }: DefinitionVersion): unknown {
  const { scored } = definition.mql;
  return {
    ...definition,
    fit,
    name: null,
    sign_off: null,
    mql: { ...definition.mql, scored: "grades" in scored ? scored.grades : null },
  };
}

const ruleFile = (folder: string, version: string, file: string) => resolve(join(folder, "definition", version, file));

function asStruct({ version, effective_from, definition }: DefinitionVersion): string {
  expect(definition.mode === "two_axis", "mode two_axis");
  const { min_engagement } = definition.mql.scored;
  return `{'definition_version': ${text(version)}, 'effective_from': date ${text(effective_from)}, 'min_engagement': ${real(min_engagement)}}`;
}
