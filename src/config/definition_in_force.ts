import type { Instant } from "../table/columns.js";
import type { DefinitionVersion } from "./definition_version.js";

/** The version that holds at an instant: the last that began by then, by the calendar of the zone; before the first, the first. */
export function definitionInForce(
  definitions: readonly DefinitionVersion[],
  at: Instant,
  timeZone: string,
): string | null {
  // Sweden writes a day as ISO 8601 does.
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(at));
  const begun = definitions.filter(({ effective_from }) => effective_from <= today);
  return (begun.at(-1) ?? definitions[0])?.version ?? null;
}
