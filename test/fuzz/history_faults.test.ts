import { beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../support/cli.js";
import { createNights, type FaultResult, flipBits, formatFaults } from "./history_faults.js";

const flips = [
  { no: 0, name: "rows.parquet" },
  { no: 1, name: "rows.parquet" },
  { no: 3, name: "load.json" },
  { no: 5, name: "loads.jsonl" },
  { no: 7, name: "last_load.json" },
];
let results: FaultResult[];
const ends: (() => void)[] = [];
beforeAll(async () => {
  const project = await createNights(
    `${temporaryFolder((end) => ends.push(end))}/project`,
    /^(Lead|Contact|leads_.*)\.csv$/,
  );
  results = await flipBits(project, 1, flips);
  return () => {
    for (const end of ends) end();
  };
});

test("a bit flipped in the history changes no table: the load is mended, or the run stops and says what to do", () => {
  const wrong = results.filter(({ outcome }) => outcome === "silent" || outcome === "crashed");
  expect(wrong).toEqual([]);
  const rows = results.filter(({ file }) => file === "rows.parquet");
  // The first night's leads are only in the history.
  for (const { hasExports, outcome, message } of rows)
    expect(outcome).toBe(hasExports && !message.includes("loaded 2026-06-29") ? "made again" : "stopped");
  expect(rows.map(({ hasExports }) => hasExports)).toEqual([true, false]);
  expect(formatFaults(results)).toMatch(/ 0 +0$/);
});
