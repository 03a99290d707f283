/** Many seeded mutations, a summary by kind, and for each violation what replays it. */
import { SeededRandom } from "../../seeds/company/world/seeded_random.js";
import { loadFiles } from "./load_mutants.js";
import { checkMutant, type MutantCheck } from "./mutant_checks.js";
import { kinds, type Mutant, mutate } from "./mutations.js";

export interface MutantResult extends MutantCheck {
  readonly no: number;
  readonly kind: Mutant["kind"];
}

/** Files that are loaded by one call of the loader: more would only want more room on the disk. */
const filesPerLoad = 25;

/** The mutant of a number: each has a stream of chance of its own, so that it can be made again alone. */
export const createMutant = (seed: number, no: number): Mutant =>
  mutate(new SeededRandom(seed, no), kinds[no % kinds.length]!);

/** What became of the mutants of these numbers. */
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

/** A line per kind: how many of it came to which end. */
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
