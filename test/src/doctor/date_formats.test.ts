import { expect, test } from "vitest";
import { detectDateHeader, detectFormats } from "../../../src/doctor/date_formats.js";
import { hasLocalTimes } from "../../../src/doctor/local_times.js";
import { readCatalogue } from "../../../src/project/catalogue.js";

const { sources } = await readCatalogue();
const table = (name: string) => sources.find((source) => source.name === `raw.${name}`)!;
const sampleOf = (header: string, values: readonly string[]) => values.map((value) => ({ [header]: value }));

test.each([
  [["2026-02-24", "2026-02-24T09:30:00Z"], undefined],
  [["24.02.2026"], "%d.%m.%Y"],
  [["02/24/2026", "01/02/2026"], "%m/%d/%Y"],
  [["24/02/26 14:10"], "%d/%m/%y %H:%M"],
  [["02/24/26 02:18 AM", "1/3/26 11:00 PM"], "%m/%d/%y %I:%M %p"],
  [["02/24/2026, 2:18:05 AM"], "%m/%d/%Y, %I:%M:%S %p"],
  [["2026/02/24 10:00"], "%Y/%m/%d %H:%M"],
])("dates such as %s have one format", (values, format) => {
  expect(detectDateHeader("at", sampleOf("at", values))).toEqual({ header: "at", ...(format ? { format } : {}) });
});

test.each([[["soon"]], [["02/24/2026", "24.02.2026"]], [["02/24/2026", "02/25/2026 10:00"]], [[""]]])(
  "%s has no single format",
  (values) => expect(detectDateHeader("at", sampleOf("at", values))).toBeUndefined(),
);

test("formats are proposed for the dates and times of an object only, also for day numbers of a spreadsheet", () => {
  const sample = [
    {
      Id: "1",
      CreatedDate: "02/24/26 02:18 AM",
      ConvertedDate: "46077",
      NumberOfEmployees: "46077",
      Status: "24.02.2026",
    },
  ];
  expect(detectFormats(table("salesforce_leads"), sample)).toEqual({
    CreatedDate: "%m/%d/%y %I:%M %p",
    ConvertedDate: "excel",
  });
});

test("times without an offset are local, dates, times of a replica and times with an offset are not", () => {
  const of = (at: string, header = "Create Date") =>
    hasLocalTimes([{ "Record ID": "1", [header]: at }], table("hubspot_contacts"));
  expect([of("2026-01-05 09:30"), of("01/05/2026 9:30 AM")]).toEqual([true, true]);
  expect([of("2026-01-05"), of("2026-01-05 00:00:00"), of("2026-01-05T09:30:00Z"), of("")]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(of("2026-01-05 09:30", "Some Other Column")).toBe(false);
  const replica = [{ property_createdate: "2026-01-05 09:30:00", _fivetran_synced: "2026-01-05 10:00:00" }];
  expect(hasLocalTimes(replica, table("hubspot_contacts"))).toBe(false);
});
