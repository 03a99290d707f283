import { expect, test } from "vitest";
import { pageOf } from "./pages.js";

test("the README has at most 8,000 bytes", () => {
  expect(Buffer.byteLength(pageOf("README.md").text)).toBeLessThanOrEqual(8000);
});
