/** `npm run fuzz -- --mutations 2000 --seed 1`; `--only NO` repeats one mutation. Exits with 1 if a rule is broken. */
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createMutant, formatSummary, fuzzMutants } from "./fuzz.js";

const { values } = parseArgs({
  options: {
    mutations: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
  },
});
const seed = Number(values.seed);
const numbers = values.only === undefined ? [...Array(Number(values.mutations)).keys()] : [Number(values.only)];
const findings = await fuzzMutants(seed, numbers);
process.stdout.write(`${formatSummary(findings)}\n`);
for (const { no, kind, violations } of findings) {
  for (const violation of violations) {
    process.stdout.write(`\n${kind}: ${violation}\n  npm run fuzz -- --seed ${seed} --only ${no}\n`);
  }
}
if (values.only !== undefined) {
  const path = join(tmpdir(), `closedloop-fuzz-${seed}-${values.only}.csv`);
  writeFileSync(path, createMutant(seed, Number(values.only)).bytes);
  process.stdout.write(`\nthe file: ${path}\n`);
}
process.exitCode = findings.some(({ violations }) => violations.length > 0) ? 1 : 0;
