import { expect, test } from "vitest";
import { definitionInForce } from "../../../src/config/definition_in_force.js";
import type { DefinitionVersion } from "../../../src/config/definition_version.js";
import type { Instant } from "../../../src/table/columns.js";

const versions = ["2025-01-01", "2026-07-01"].map((day) => ({ version: day, effective_from: day })) as never;
const inForce = (at: string, zone = "America/New_York", of: readonly DefinitionVersion[] = versions) =>
  definitionInForce(of, at as Instant, zone);

test("a version holds from the midnight of its day in the reporting zone", () => {
  expect(inForce("2026-07-01T03:59:59Z")).toBe("2025-01-01");
  expect(inForce("2026-07-01T04:00:00Z")).toBe("2026-07-01");
  expect(inForce("2026-06-30T15:00:00Z", "Asia/Tokyo")).toBe("2026-07-01");
});

test("before the first version the first holds, and without any none does", () => {
  expect(inForce("1999-01-01T00:00:00Z")).toBe("2025-01-01");
  expect(inForce("2026-07-01T00:00:00Z", "UTC", [])).toBeNull();
});
