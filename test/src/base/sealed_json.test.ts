import { expect, test } from "vitest";
import { readSealed, withSeal } from "../../../src/base/sealed_json.js";

const value = {
  load_id: "a1",
  parsed: 12,
  columns: { Id: "text", "2024": "whole" },
  file: "Übersicht.csv",
  gone: undefined,
};

test("a sealed object is read as it was written, also with a member that is left out", () => {
  const { gone, ...kept } = value;
  expect(readSealed(JSON.stringify(withSeal(value), null, 2))).toEqual({ value: kept, isSealed: true });
});

test("no flipped bit of a sealed file is read as another value", () => {
  const written = Buffer.from(JSON.stringify(withSeal(value)));
  const { gone, ...kept } = value;
  for (let bit = 0; bit < written.length * 8; bit++) {
    const flipped = Buffer.from(written);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    const read = readSealed(flipped.toString("utf8"));
    // Only the name of the seal can go: the object then counts as not sealed, and the reader knows that it should be.
    if (read?.isSealed !== false) expect([undefined, kept]).toContainEqual(read?.value);
    else expect(Object.keys(read.value)).toHaveLength(Object.keys(kept).length + 1);
  }
});

test("a file that was cut off is damaged; what an earlier version wrote is read without a seal", () => {
  expect(readSealed(JSON.stringify(withSeal(value)).slice(0, -5))).toBeUndefined();
  expect(readSealed("")).toBeUndefined();
  expect(readSealed("[1]")).toBeUndefined();
  expect(readSealed('{"a":1}')).toEqual({ value: { a: 1 }, isSealed: false });
});
