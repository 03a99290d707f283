import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { LookupGaps, RemarkQuery } from "../../../src/table/lookup_gap.js";
import { isModel, isSource } from "../../../src/table/model.js";

for (const file of readdirSync("models/lookup_gaps").map((name) => join("models/lookup_gaps", name))) {
  const exported = Object.entries(await import(resolve(file)));
  const [name, gap] = exported[0] as [string, LookupGaps | RemarkQuery];

  describe(file, () => {
    test("exports one query, named as its file", () => {
      expect(exported).toHaveLength(1);
      expect(name).toBe(basename(file, ".ts"));
    });

    test("reads no mart, because then everything would have to be built", () => {
      for (const table of Object.values(gap.from)) {
        expect([table.name, isModel(table) ? /^intermediate\./.test(table.name) : isSource(table)]).toEqual([
          table.name,
          true,
        ]);
      }
    });

    if ("lookup" in gap) {
      test("belongs to the lookup of its name, and each row has every column of the lookup once", () => {
        expect(gap.lookup.name).toBe(`raw.${name}`);
        const cells = { ...gap.cellsOfWord({ word: "x", rows: 1n, kind: "source" }), ...gap.defaultCells };
        const columns = Object.keys(gap.lookup.columns).filter((column) => column !== "priority" && column !== "mark");
        expect(Object.keys(cells).sort()).toEqual(columns.sort());
      });
    }
  });
}
