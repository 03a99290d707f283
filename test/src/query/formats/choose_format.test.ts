import { expect, test } from "vitest";
import { chooseFormat } from "../../../../src/query/formats/choose_format.js";

test.each([
  ["answer.csv", "csv"],
  ["answer.JSON", "json"],
  ["a.b/answer.arrow", "arrow"],
  ["answer.parquet", "parquet"],
  ["answer.txt", "table"],
  ["a.csv/answer", "table"],
  [undefined, "table"],
])("%s is written as %s", (out, format) => {
  expect(chooseFormat(out === undefined ? {} : { out })).toBe(format);
});

test("--format wins over the ending", () => {
  expect(chooseFormat({ out: "answer.csv", format: "json" })).toBe("json");
});

test("an unknown ending is an error that lists the endings", () => {
  for (const out of ["answer.xlsx", "answer.csv.gz", "answer.tsv"])
    expect(() => chooseFormat({ out })).toThrow(
      `--out: found "${out}", expected a name that ends in .csv, .json, .arrow, .parquet, .txt or has no ending, or --format`,
    );
});
