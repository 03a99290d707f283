/** Runs many seeded mutations; prints a summary by kind, and for each violation how to repeat it. */
import { SeededRandom } from "../../seeds/company/world/seeded_random.js";
import { loadFiles } from "./load_mutants.js";
import { checkMutant, type MutantCheck } from "./mutant_checks.js";
import { kinds, type Mutant, mutate } from "./mutations.js";

export interface MutantResult extends MutantCheck {
  readonly no: number;
  readonly kind: Mutant["kind"];
}

/** The number of files in one call of the loader; more would only need more disk space. */
const filesPerLoad = 25;

/** The mutant with a number. Each has its own random stream, so that it can be repeated alone. */
export const createMutant = (seed: number, no: number): Mutant =>
  mutate(new SeededRandom(seed, no), kinds[no % kinds.length]!);

/** Loads the mutants with these numbers and checks the results. */
export async function fuzzMutants(seed: number, numbers: readonly number[]): Promise<MutantResult[]> {
  const findings: MutantResult[] = [];
  for (let from = 0; from < numbers.length; from += filesPerLoad) {
    const some = numbers.slice(from, from + filesPerLoad).map((no) => ({ no, mutant: createMutant(seed, no) }));
    const made = await loadFiles(some.map(({ mutant }) => mutant.bytes));
    for (const [at, { no, mutant }] of some.entries()) {
      findings.push({ no, kind: mutant.kind, ...checkMutant(mutant, made[at]!) });
    }
  }
  return findings;
}

/** One line per kind with the number of each outcome. */
export function formatSummary(findings: readonly MutantResult[]): string {
  const outcomes = ["loaded", "rejected in part", "quarantined", "crashed"] as const;
  const cells = (name: string, counts: readonly unknown[]) =>
    `${name.padEnd(28)}${counts.map((n) => `${n}`.padStart(18)).join("")}`;
  const lines = [...kinds, "all"].map((kind) => {
    const own = findings.filter((finding) => kind === "all" || finding.kind === kind);
    const broken = own.filter(({ violations }) => violations.length > 0).length;
    return cells(kind, [...outcomes.map((name) => own.filter(({ outcome }) => outcome === name).length), broken]);
  });
  return [cells("", [...outcomes, "violations"]), ...lines].join("\n");
}
