import { expect, test } from "vitest";
import { createStatusLine } from "../../../src/base/status_line.js";

function terminal(isTTY: boolean, term: string | undefined, columns = 80) {
  const written: string[] = [];
  const line = createStatusLine({ isTTY, columns, write: (text: string) => written.push(text) }, term);
  return { written, line };
}

test("a status line is drawn in place, cut to the terminal, and removed once", () => {
  const { written, line } = terminal(true, "xterm", 10);
  line.draw("loading 12 of 30 files");
  line.clear();
  line.clear();
  expect(written).toEqual(["\r\u001b[2Kloading 1", "\r\u001b[2K"]);
});

test.each([
  ["no terminal", false, "xterm"],
  ["a terminal that cannot clear a line", true, "dumb"],
])("%s has no status line", (_, isTTY, term) => {
  const { written, line } = terminal(isTTY, term);
  line.draw("loading");
  line.clear();
  expect([line.isShown, written]).toEqual([false, []]);
});
