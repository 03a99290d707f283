import { expect, test } from "vitest";
import { hasLocalTimes } from "../../../src/doctor/local_times.js";
import { readCatalogue } from "../../../src/project/catalogue.js";

const { sources } = await readCatalogue();
const contacts = sources.find(({ name }) => name === "raw.hubspot_contacts")!;
const of = (at: string, header = "Create Date") => hasLocalTimes([{ [header]: at }], ["Record ID", header], contacts);

test("times without an offset are local; dates, times with an offset and other columns are not", () => {
  expect([of("2026-01-05 09:30"), of("01/05/2026 9:30 AM")]).toEqual([true, true]);
  expect([of("2026-01-05"), of("2026-01-05 00:00:00"), of("2026-01-05T09:30:00Z"), of("")]).toEqual([
    ...[false, false, false, false],
  ]);
  expect(of("2026-01-05 09:30", "Some Other Column")).toBe(false);
});

test("a replica writes UTC", () => {
  const headers = ["property_createdate", "_fivetran_synced"];
  expect(hasLocalTimes([{ property_createdate: "2026-01-05 09:30:00" }], headers, contacts)).toBe(false);
});
