/** What became of the published tables in one kind of fault. */
export interface Tally {
  readonly fault: string;
  tries: number;
  /** The published file was gone, did not open, or had lost what it had. */
  lost: number;
  /** The published file was neither wholly the old one nor wholly the new one. */
  mixed: number;
  /** The command ended with 0, or said nothing, and the tables or the file that it wrote were wrong. */
  silent: number;
  /** The run after the fault did not give the tables of a run without a fault. */
  unhealed: number;
  /** Something else that must not be, e.g. an exit code that the documentation does not name. */
  wrong: number;
  /** How often each thing happened, e.g. `killed while loading`. */
  readonly seen: Record<string, number>;
  /** The first words on each bad case. */
  readonly faults: string[];
}

type Bad = "lost" | "mixed" | "silent" | "unhealed" | "wrong";
const bads: readonly Bad[] = ["lost", "mixed", "silent", "unhealed", "wrong"];

export const createTally = (fault: string): Tally => ({
  ...{ fault, tries: 0, lost: 0, mixed: 0, silent: 0, unhealed: 0, wrong: 0 },
  seen: {},
  faults: [],
});

/** Counts something that happened. */
export function see(tally: Tally, what: string): void {
  tally.seen[what] = (tally.seen[what] ?? 0) + 1;
}

/** Counts something that must not happen. */
export function blame(tally: Tally, bad: Bad, why: string): void {
  tally[bad]++;
  tally.faults.push(`${tally.fault}: ${bad}: ${why}`);
}

export const isSound = (tally: Tally): boolean => bads.every((bad) => tally[bad] === 0);

/** The tallies as a table, and every fault below it. */
export function formatTallies(tallies: readonly Tally[]): string {
  const rows = tallies.map((tally) => [tally.fault, String(tally.tries), ...bads.map((bad) => String(tally[bad]))]);
  const table = [["fault", "tries", ...bads], ...rows];
  const widths = table[0]!.map((_, at) => Math.max(...table.map((row) => row[at]!.length)));
  const lines = table.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join("  "),
  );
  const seen = tallies.map(({ fault, seen }) => {
    const parts = Object.entries(seen)
      .sort()
      .map(([what, count]) => `${what} ${count}`);
    return `${fault}: ${parts.join(", ") || "nothing else"}`;
  });
  return [...lines, "", ...seen, ...tallies.flatMap(({ faults }) => faults)].join("\n");
}
