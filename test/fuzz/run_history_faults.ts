/** `npm run faults:history -- --flips 200 --seed 1`; `--only NO` repeats one flip. Exits with 1 if a difference was silent. */
import { parseArgs } from "node:util";
import { withScratchFolder } from "../../src/base/scratch_folder.js";
import { createNights, flipBits, formatFaults, prepareFolder } from "./history_faults.js";

const { values } = parseArgs({
  options: {
    flips: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
  },
});
const seed = Number(values.seed);
const numbers = values.only === undefined ? [...Array(Number(values.flips)).keys()] : [Number(values.only)];
await withScratchFolder(async (folder) => {
  const project = await createNights(prepareFolder(folder));
  const flips = numbers.map((no) => ({ no }));
  const results = await flipBits(project, seed, flips, ({ no, file, outcome, message }) => {
    if (outcome === "silent" || outcome === "crashed" || values.only !== undefined)
      process.stdout.write(
        `${file}: ${outcome}: ${message}\n  npm run faults:history -- --seed ${seed} --only ${no}\n`,
      );
  });
  process.stdout.write(`${formatFaults(results)}\n`);
  const isWrong = results.some(({ outcome }) => outcome === "silent" || outcome === "crashed");
  process.exitCode = isWrong ? 1 : 0;
});
