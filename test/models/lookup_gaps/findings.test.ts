import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { LookupGaps, RemarkQuery } from "../../../src/table/lookup_gap.js";
import { isModel, isSource } from "../../../src/table/model.js";

for (const file of readdirSync("models/lookup_gaps").map((name) => join("models/lookup_gaps", name))) {
  const exported = Object.entries(await import(resolve(file)));
  const [name, finding] = exported[0] as [string, LookupGaps | RemarkQuery];

  describe(file, () => {
    test("exports one finding, named as its file", () => {
      expect(exported).toHaveLength(1);
      expect(name).toBe(basename(file, ".ts"));
    });

    test("reads no mart, because then everything would have to be built", () => {
      for (const table of Object.values(finding.from)) {
        expect([table.name, isModel(table) ? /^intermediate\./.test(table.name) : isSource(table)]).toEqual([
          table.name,
          true,
        ]);
      }
    });

    if ("lookup" in finding) {
      test("belongs to the lookup of its name, and each row has every column of the lookup once", () => {
        expect(finding.lookup.name).toBe(`raw.${name}`);
        const cells = { ...finding.cellsOfWord({ word: "x", rows: 1n, kind: "source" }), ...finding.defaultCells };
        const columns = Object.keys(finding.lookup.columns).filter((column) => column !== "priority");
        expect(Object.keys(cells).sort()).toEqual(columns.sort());
      });
    }
  });
}
