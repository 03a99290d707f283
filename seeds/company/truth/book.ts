import type { DefinitionVersion } from "../../../src/config/definition_version.js";
import { type Config, configSchema } from "../../../src/config/schema.js";
import { DAY, type World } from "../world/life.js";
import { Zone } from "../world/zone.js";
import { versionsIn } from "./scores.js";
import type { Rules } from "./timeline.js";
import type { Version } from "./verdict.js";

/** What every life of a company is judged by. */
export interface Book {
  readonly world: World;
  readonly config: Config;
  readonly versions: readonly Version[];
  readonly rules: Rules;
  readonly zone: Zone;
}

/** The defaults of closedloop.yaml. */
export const defaults: Config = configSchema.parse({
  sources: [{ name: "crm", system: "salesforce", path: "exports" }],
});

export function bookOf(world: World, definitions: readonly DefinitionVersion[], config: Config = defaults): Book {
  const zone = new Zone(world.timeZone);
  const versions = versionsIn(zone, definitions);
  const { source, requalify_customers, cycle_expires_days } = config.mql;
  const rules: Rules = {
    asOf: world.asOf,
    source,
    requalify: requalify_customers,
    expiresAfter: cycle_expires_days === null ? null : Math.round(cycle_expires_days * DAY),
    versions: versions.map(({ from, definition }) => ({ from, coolOff: Math.round(definition.cool_off_days * DAY) })),
  };
  return { world, config, versions, rules, zone };
}
