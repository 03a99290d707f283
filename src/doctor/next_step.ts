import type { Diagnosis } from "./diagnosis.js";
import { lookupName } from "./doctor_queries.js";

/** The one thing to do now. */
export function nextStep({ survey, quarantined, lookups, objects }: Diagnosis): string {
  if (quarantined.length > 0) {
    return `mend or fetch again what is in quarantine (${quarantined.length} file(s)), then closedloop doctor again.`;
  }
  if (survey)
    return "paste the `sources:` into closedloop.yaml (closedloop init makes one), check it, then: closedloop doctor";
  if (objects.every(({ records }) => records === 0)) return "put exports with records into the folders of the sources.";
  const [first] = lookups.filter(({ rows }) => rows.length > 0).map(({ gaps }) => lookupName(gaps));
  if (first === undefined) return "closedloop run";
  return `append the rows (closedloop doctor --rows ${first} >> reference/${first}.csv, ...), look at what is marked, then: closedloop run`;
}
