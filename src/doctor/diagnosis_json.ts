import type { Diagnosis } from "./diagnosis.js";
import { lookupName } from "./doctor_queries.js";
import { nextStep } from "./next_step.js";

/** The diagnosis as JSON, with all rows of each list. A value that looks personal is null. */
export function renderDiagnosisJson(diagnosis: Diagnosis, linesOf: (name: string) => readonly string[]): string {
  const lookups = diagnosis.lookups.map(({ gaps, proposals }) => ({
    lookup: `reference/${lookupName(gaps)}.csv`,
    about: gaps.about,
    unit: gaps.unit,
    words: proposals.map(({ word, why, ...rest }) => ({
      word: why === "personal" ? null : word,
      ...rest,
      why,
    })),
    rows: linesOf(lookupName(gaps)),
  }));
  const whole = { ...diagnosis, lookups, next: nextStep(diagnosis) };
  return `${JSON.stringify(whole, (_, value) => (typeof value === "bigint" ? Number(value) : value), 2)}\n`;
}
