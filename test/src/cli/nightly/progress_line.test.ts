import { expect, test } from "vitest";
import { formatProgress, startProgressLine } from "../../../../src/cli/nightly/progress_line.js";

test("the progress says how much is done, rows and rows a second", () => {
  const progress = { share: 0.429, rows: 1_234_567, parts: "12 of 30 files" };
  expect(formatProgress("loading", progress, 10)).toBe(
    "loading  42 %  1,234,567 rows  123,457 rows/s  12 of 30 files  10 s",
  );
  expect(formatProgress("building", { share: 1, rows: 0, parts: "" }, 0)).toBe("building 100 %  0 rows  0 rows/s  0 s");
});

test("the progress is there at once and gone at the end; without a terminal there is none", () => {
  const drawn: string[] = [];
  const line = (isShown: boolean) => ({
    isShown,
    draw: (text: string) => drawn.push(text),
    clear: () => drawn.push(""),
  });
  for (const isShown of [false, true]) {
    const progress = startProgressLine("loading", line(isShown));
    progress.update({ share: 1, rows: 5, parts: "1 of 1 files" });
    progress.end();
  }
  expect(drawn).toEqual(["loading   0 %  0 rows  0 rows/s  0 s", ""]);
});
