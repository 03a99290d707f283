import { expect, test } from "vitest";
import { parseAsOf } from "../../../src/project/project.js";

test.each([
  ["2026-07-01T00:00:00Z", "2026-07-01T00:00:00Z"],
  ["2026-07-01T00:00+02:00", "2026-06-30T22:00:00Z"],
  ["2024-02-29T12:30:15.5Z", "2024-02-29T12:30:15.5Z"],
])("the clock of a run may be %s", (text, instant) => {
  expect(Date.parse(parseAsOf(text))).toBe(Date.parse(instant));
});

test.each(["2026-07-01", "2026-07-01T00:00:00", "2026-02-30T00:00:00Z", "2026-07-01T25:00:00Z", "yesterday"])(
  "the clock of a run is a date and time with an offset, and not %s",
  (text) => {
    expect(() => parseAsOf(text)).toThrow(
      `--as-of: found "${text}", expected a date and time with an offset, such as 2026-07-01T00:00:00Z`,
    );
  },
);
