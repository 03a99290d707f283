/** Many seeded mutations, a summary by kind, and for each violation what replays it. */
import { Chance } from "../../seeds/company/world/random.js";
import { type Verdict, verdictOn } from "./judge.js";
import { loaded } from "./loader.js";
import { kinds, type Mutant, mutantOf } from "./mutations.js";

export interface Finding extends Verdict {
  readonly no: number;
  readonly kind: Mutant["kind"];
}

/** Files that are loaded by one call of the loader: more would only want more room on the disk. */
const atOnce = 25;

/** The mutant of a number: each has a stream of chance of its own, so that it can be made again alone. */
export const mutantNo = (seed: number, no: number): Mutant => mutantOf(new Chance(seed, no), kinds[no % kinds.length]!);

/** What became of the mutants of these numbers. */
export async function fuzzed(seed: number, numbers: readonly number[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let from = 0; from < numbers.length; from += atOnce) {
    const some = numbers.slice(from, from + atOnce).map((no) => ({ no, mutant: mutantNo(seed, no) }));
    const made = await loaded(some.map(({ mutant }) => mutant.bytes));
    for (const [at, { no, mutant }] of some.entries()) {
      findings.push({ no, kind: mutant.kind, ...verdictOn(mutant, made[at]!) });
    }
  }
  return findings;
}

/** A line per kind: how many of it came to which end. */
export function summaryOf(findings: readonly Finding[]): string {
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
