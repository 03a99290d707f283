import type { Diagnosis } from "./diagnosis.js";
import { lookupName } from "./doctor_queries.js";

/** The next thing to do. */
export function nextStep({ survey, quarantined, lookalikes, lookups, objects }: Diagnosis): string {
  if (quarantined.length > 0) {
    return `correct or export again the ${quarantined.length === 1 ? "quarantined file" : `${quarantined.length} quarantined files`}, then run closedloop doctor again.`;
  }
  if (survey)
    return "paste the `sources:` block into closedloop.yaml (closedloop init creates one), confirm it and the time zone, then: closedloop doctor";
  const [lookalike] = lookalikes;
  if (lookalike)
    return `${lookalikes.length > 1 ? "name the files that nobody reads, e.g. " : ""}${lookalike.remedy} "${lookalike.source}" in closedloop.yaml, then run closedloop doctor again.`;
  if (objects.every(({ records }) => records === 0))
    return "put exports with records into the folders of the sources, then run closedloop doctor again.";
  const [first] = lookups.filter(({ rows }) => rows.length > 0).map(({ gaps }) => lookupName(gaps));
  if (first === undefined) return "closedloop run";
  return `append the rows (closedloop doctor --rows ${first} >> reference/${first}.csv, ...), confirm the suggested values, then: closedloop run`;
}
