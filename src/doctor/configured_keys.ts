import { type SourceConfig, sourceSchema } from "../config/config_schema.js";

/** What the doctor finds anew, or prints in its own place. */
const surveyedKeys = new Set(["name", "system", "path", "time_zone", "files", "entities"]);

/** All else that a source of closedloop.yaml says, where it is not the default. */
export function configuredKeys(source: SourceConfig): Record<string, unknown> {
  const { name, system, path } = source;
  const defaults: Record<string, unknown> = sourceSchema.parse({ name, system, path });
  return Object.fromEntries(
    Object.entries(source).filter(
      ([key, value]) => !surveyedKeys.has(key) && JSON.stringify(value) !== JSON.stringify(defaults[key]),
    ),
  );
}
