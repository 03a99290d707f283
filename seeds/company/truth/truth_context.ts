import { type Config, configSchema } from "../../../src/config/config_schema.js";
import type { DefinitionVersion } from "../../../src/config/definition_version.js";
import type { CompanyFacts } from "../world/ground_truth.js";
import { DAY } from "../world/time_units.js";
import { TimeZone } from "../world/time_zone.js";
import type { ScoringVersion } from "./score_evaluation.js";
import { createScoringVersions } from "./scores.js";
import type { LifecycleRules } from "./timeline.js";

/** The facts and settings that the truth about every person depends on. */
export interface TruthContext {
  readonly company: CompanyFacts;
  readonly config: Config;
  readonly versions: readonly ScoringVersion[];
  readonly rules: LifecycleRules;
  readonly zone: TimeZone;
}

/** The defaults of closedloop.yaml. */
export const defaultConfig: Config = configSchema.parse({
  sources: [{ name: "crm", system: "salesforce", path: "exports" }],
});

export function createTruthContext(
  company: CompanyFacts,
  definitions: readonly DefinitionVersion[],
  config: Config = defaultConfig,
): TruthContext {
  const zone = new TimeZone(company.timeZone);
  const versions = createScoringVersions(zone, definitions);
  const { source, requalify_customers, cycle_expires_days } = config.mql;
  const rules: LifecycleRules = {
    asOf: company.asOf,
    source,
    requalify: requalify_customers,
    expiresAfter: cycle_expires_days === null ? null : Math.round(cycle_expires_days * DAY),
    versions: versions.map(({ from, definition }) => ({ from, coolOff: Math.round(definition.cool_off_days * DAY) })),
  };
  return { company, config, versions, rules, zone };
}
