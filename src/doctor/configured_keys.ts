import { type SourceConfig, sourceSchema } from "../config/config_schema.js";

/** Keys that the doctor derives from the files or prints itself. */
const surveyedKeys = new Set(["name", "system", "path", "time_zone", "files", "formats", "entities"]);

/** All other keys of a configured source whose value is not the default. */
export function configuredKeys(source: SourceConfig): Record<string, unknown> {
  const { name, system, path } = source;
  const defaults: Record<string, unknown> = sourceSchema.parse({ name, system, path });
  return Object.fromEntries(
    Object.entries(source).filter(
      ([key, value]) => !surveyedKeys.has(key) && JSON.stringify(value) !== JSON.stringify(defaults[key]),
    ),
  );
}
