import { type SourceConfig, sourceSchema } from "../config/schema.js";

/** What the doctor finds anew, or prints in its own place. */
const found = new Set(["name", "system", "path", "time_zone", "files", "entities"]);

/** All else that a source of closedloop.yaml says, where it is not the default. */
export function kept(source: SourceConfig): Record<string, unknown> {
  const { name, system, path } = source;
  const defaults: Record<string, unknown> = sourceSchema.parse({ name, system, path });
  return Object.fromEntries(
    Object.entries(source).filter(
      ([key, value]) => !found.has(key) && JSON.stringify(value) !== JSON.stringify(defaults[key]),
    ),
  );
}
