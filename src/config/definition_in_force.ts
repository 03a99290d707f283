import type { Instant } from "../table/columns.js";
import type { DefinitionVersion } from "./definition_version.js";

/** The version in force at an instant, by the calendar of the time zone; before the first version, the first; null without any. */
export function definitionInForce(
  definitions: readonly DefinitionVersion[],
  at: Instant,
  timeZone: string,
): string | null {
  // The Swedish locale writes a day as ISO 8601 does, e.g. 2026-01-31.
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(at));
  const begun = definitions.filter(({ effective_from }) => effective_from <= today);
  return (begun.at(-1) ?? definitions[0])?.version ?? null;
}
