import { beforeAll, describe, expect, test } from "vitest";
import { createMutant, formatSummary, fuzzMutants, type MutantResult } from "./fuzz.js";
import { type LoadResult, loadFiles } from "./load_mutants.js";
import { checkMutant } from "./mutant_checks.js";
import { kinds, type Mutant } from "./mutations.js";

const count = 60;
const seed = 1;

describe(`of ${count} mutations of a sound export`, () => {
  let findings: MutantResult[];
  beforeAll(async () => {
    findings = await fuzzMutants(seed, [...Array(count).keys()]);
  });

  test("each record is loaded as it was written, rejected, or its file is quarantined without a value in the message", () => {
    const broken = findings.flatMap(({ no, kind, violations }) => violations.map((what) => ({ no, kind, what })));
    expect(broken).toEqual([]);
  });

  test("every kind of mutation and every outcome occurs", () => {
    expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(kinds));
    const outcomes = new Set(findings.map(({ outcome }) => outcome));
    expect(outcomes).toEqual(new Set(["loaded", "rejected in part", "quarantined"]));
    expect(formatSummary(findings)).toMatch(/^all( +\d+){5}$/m);
  });
});

/** A mutant that the loader accepts at least in part, and the result. */
async function taken(kind: Mutant["kind"], holds: (mutant: Mutant) => boolean = () => true) {
  const numbers = [...Array(400).keys()].filter((no) => kinds[no % kinds.length] === kind);
  for (const no of numbers) {
    const mutant = createMutant(seed, no);
    const [made] = holds(mutant) ? await loadFiles([mutant.bytes]) : [];
    if (made?.outcome === "loaded") return { mutant, made };
  }
  throw new Error(`no mutant of the kind ${kind} is loaded`);
}

type Loaded = Extract<LoadResult, { outcome: "loaded" }>;
const withRows = (made: Loaded, rows: Loaded["rows"]): LoadResult => ({ ...made, rows });

describe("the checks of a mutant find", () => {
  const isWithin = ({ touched: [from, to], headers }: Mutant) => to === from + 1 && headers?.size === 0;
  let mutant: Mutant;
  let made: Loaded;
  beforeAll(async () => {
    ({ mutant, made } = await taken("a field without end", isWithin));
  });
  const violationsOf = (told: LoadResult) => checkMutant(mutant, told).violations.join();
  const untouched = () => made.rows.findIndex(({ Id }) => Id !== mutant.sound.records[mutant.touched[0]]!.key);

  test("nothing wrong in the loader's real result", () => {
    expect(violationsOf(made)).toBe("");
  });
  test("a cell of another row, column by column", () => {
    for (const name of mutant.sound.headers.slice(1)) {
      const rows = made.rows.map((row, at) => (at === untouched() ? { ...row, [name]: "of another" } : row));
      expect(violationsOf(withRows(made, rows))).toContain(`an untouched row differs in ${name}`);
    }
  });
  test("a row that is missing, and a row that was not in the file", () => {
    const [gone] = [made.rows[untouched()]!];
    const { counts } = made;
    const fewer = { ...made, rows: made.rows.filter((row) => row !== gone), counts: { ...counts, rejected: 0 } };
    expect(violationsOf(fewer)).toMatch(/untouched rows are gone/);
    expect(violationsOf(withRows(made, [...made.rows, gone]))).toContain("occurs twice");
    expect(violationsOf(withRows(made, [...made.rows, { ...gone, Id: "00Qnobody" }]))).toContain("a row from nowhere");
  });
  test("a count that does not add up", () => {
    for (const name of ["parsed", "loaded", "rejected", "deduplicated"] as const) {
      const counts = { ...made.counts, [name]: made.counts[name] + 1 };
      expect(violationsOf({ ...made, counts })).not.toBe("");
    }
  });
  test("a value in a message, a sound file that is refused, and a crash", async () => {
    const [record] = mutant.sound.records;
    expect(violationsOf({ outcome: "quarantined", message: `line 2: found ${record!.key}` })).toContain(
      "holds a value",
    );
    expect(violationsOf({ outcome: "crashed", message: "at csv.ts" })).toBe("at csv.ts");
    const sound = await taken("columns permuted");
    const refused = checkMutant(sound.mutant, { outcome: "quarantined", message: "line 1" });
    expect(refused.violations).toEqual(["a sound file is quarantined: line 1"]);
  });
});

test("a mutation touches few records, so that the cells of most are checked", () => {
  const shares = [...Array(400).keys()].flatMap((no) => {
    const { touched, headers, sound } = createMutant(seed, no);
    return headers === null ? [] : [1 - (touched[1] - touched[0]) / sound.records.length];
  });
  expect(shares.length).toBeGreaterThan(350);
  expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.8);
});
