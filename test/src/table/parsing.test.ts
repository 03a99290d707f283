import { expect, test } from "vitest";
import type { ColumnType } from "../../../src/table/columns.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { quotedString } from "../../../src/table/dialect.js";
import { isDateOnly, localToUtc, type ParseOptions, parseColumn } from "../../../src/table/parsing.js";
import { rowsOf } from "../../../src/table/rows.js";

/** The values of several texts, as text; null for a text that is none. */
async function parsed(type: ColumnType, texts: readonly string[], options: Partial<ParseOptions> = {}) {
  const all = { zone: "UTC", ...options };
  return withWarehouse(":memory:", "READ_WRITE", async (connection) => {
    const values = texts.map((text) => `(${quotedString(text)})`).join(", ");
    const rows = await rowsOf<{ value: string | null }>(
      connection,
      `select (${parseColumn(type, "given", all)})::varchar as value from (values ${values}) as texts(given)`,
    );
    return rows.map(({ value }) => value);
  });
}

test("an instant with an offset that no clock shows is none", async () => {
  const offsets = ["+18:00", "-18:00", "+0530", "-05", "Z", "z", " UTC", "+18:01", "+19:00", "-99:00", "+25", "+05:60"];
  expect(
    await parsed(
      "instant",
      offsets.map((offset) => `2026-05-01 10:00:00${offset}`),
    ),
  ).toEqual([
    "2026-04-30 16:00:00",
    "2026-05-02 04:00:00",
    "2026-05-01 04:30:00",
    "2026-05-01 15:00:00",
    "2026-05-01 10:00:00",
    "2026-05-01 10:00:00",
    "2026-05-01 10:00:00",
    ...[null, null, null, null, null],
  ]);
});

test("instants are read in every spelling of ISO 8601, and no other", async () => {
  const texts = {
    "2026-05-01t10:00:00z": "2026-05-01 10:00:00",
    "2026-05-01t10:00:00": "2026-05-01 10:00:00",
    "2026-05-01 24:00:00": "2026-05-02 00:00:00",
    "2026-05-01T10:00:00.1234567Z": "2026-05-01 10:00:00.123456",
    "2026-05-01T10:00:00.123456789+00:00": "2026-05-01 10:00:00.123456",
    "1772356440000": "2026-03-01 09:14:00",
    "1772356440000.0": "2026-03-01 09:14:00",
    "2026-05-01 24:00:01": null,
    "2026-05-01 23:59:60": null,
    "2026-05-01 10:60:00": null,
    "1772356440": null,
  };
  expect(await parsed("instant", Object.keys(texts))).toEqual(Object.values(texts));
});

test.each<[string, Record<string, string | null>]>([
  ["%m/%d/%Y", { "01/03/2026": "2026-01-03 00:00:00", "1/3/2026": "2026-01-03 00:00:00", "01/03/26": null }],
  ["%m/%d/%y", { "01/03/26": "2026-01-03 00:00:00", "01/03/2026": null }],
  ["%m/%d/%y %I:%M %p", { "02/24/26 02:18 AM": "2026-02-24 02:18:00", "2/4/26 2:18 pm": "2026-02-04 14:18:00" }],
  ["%d.%m.%Y %H:%M", { "24.02.2026 14:05": "2026-02-24 14:05:00", "24.02.2026 24:00": null, "24.02.2026": null }],
  ["%d-%b-%y", { "24-Feb-26": "2026-02-24 00:00:00" }],
  ["%d.%m.%Y %H:%M %z", { "24.02.2026 14:05 +0200": "2026-02-24 12:05:00", "24.02.2026 14:05 +2500": null }],
  ["excel", { "46077": "2026-02-24 00:00:00", "46077.5": "2026-02-24 12:00:00", "2026-02-24": null }],
  ["seconds", { "1772356440": "2026-03-01 09:14:00", "1772356440.25": "2026-03-01 09:14:00.25" }],
  ["milliseconds", { "1772356440000": "2026-03-01 09:14:00" }],
])("instants under the format %s fit it exactly", async (format, texts) => {
  expect(await parsed("instant", Object.keys(texts), { format })).toEqual(Object.values(texts));
});

test("a date may be written as milliseconds, in a format, or as the day number of a spreadsheet", async () => {
  expect(await parsed("date", ["2026-01-05", "1767571200000", "2026-01-05 10:00:00"])).toEqual([
    "2026-01-05",
    "2026-01-05",
    null,
  ]);
  expect(await parsed("date", ["05.01.2026", "05.01.26"], { format: "%d.%m.%Y" })).toEqual(["2026-01-05", null]);
  expect(await parsed("date", ["46027"], { format: "excel" })).toEqual(["2026-01-05"]);
});

test("amounts keep their value to the cent, and what a spreadsheet has cut is none", async () => {
  const texts = {
    "1234.565": "1234.57",
    "-1234.565": "-1234.57",
    "8.0E7": "80000000.00",
    "1e-3": "0.00",
    "5.": "5.00",
  };
  expect(await parsed("money", Object.keys(texts))).toEqual(Object.values(texts));
  expect(await parsed("money", ["1.23E+06", "1,234.50", "$5", "0x10", "12345678901234567"])).toEqual(
    Array.from({ length: 5 }, () => null),
  );
});

test.each<[string, ColumnType, Record<string, string | null>]>([
  [
    "1,234.56",
    "money",
    { "1,234.50": "1234.50", "$1,234": "1234.00", "-$5.5": "-5.50", "USD 1200": "1200.00", "12,34": null },
  ],
  [
    "1.234,56",
    "money",
    { "1.234,50": "1234.50", "1.234": "1234.00", "7,5 €": "7.50", "1 234,5": "1234.50", "1,234.5": null },
  ],
  ["1,234.56", "whole", { "1,200": "1200", "50": "50" }],
  ["1.234,56", "real", { "0,25": "0.25" }],
])("numbers under the format %s are read as %s", async (format, type, texts) => {
  expect(await parsed(type, Object.keys(texts), { format })).toEqual(Object.values(texts));
});

test("a bare date is told from a time in every format", async () => {
  const bare = async (text: string, format?: string) =>
    withWarehouse(":memory:", "READ_WRITE", async (connection) => {
      const options = { zone: "UTC", ...(format === undefined ? {} : { format }) };
      const [row] = await rowsOf<{ bare: boolean }>(
        connection,
        `select ${isDateOnly("given", options)} as bare from (select ${quotedString(text)} as given)`,
      );
      return row!.bare;
    });
  expect(await bare("2026-05-01")).toBe(true);
  expect(await bare("46077.0", "excel")).toBe(true);
  expect(await bare("46077.5", "excel")).toBe(false);
  expect(await bare("01/05/2026", "%d/%m/%Y")).toBe(true);
  expect(await bare("01/05/2026 3 PM", "%d/%m/%Y %I %p")).toBe(false);
  expect(await bare("1772356440", "seconds")).toBe(false);
});

test.each([
  ["America/New_York", "2026-11-01 01:30:00", "2026-11-01 05:30:00"],
  ["America/New_York", "2026-11-01 02:00:00", "2026-11-01 07:00:00"],
  ["America/New_York", "2026-03-08 02:30:00", "2026-03-08 07:30:00"],
  ["Australia/Lord_Howe", "2026-04-05 01:45:00", "2026-04-04 14:45:00"],
  ["Europe/Berlin", "2026-10-25 02:59:59", "2026-10-25 00:59:59"],
  ["UTC", "2026-11-01 01:30:00", "2026-11-01 01:30:00"],
])("in %s the local time %s is %s in UTC", async (zone, local, utc) => {
  const rows = await withWarehouse(":memory:", "READ_WRITE", (connection) =>
    rowsOf<{ utc: string }>(
      connection,
      `select ${localToUtc("given", quotedString(zone))}::varchar as utc from (select timestamp '${local}' as given)`,
    ),
  );
  expect(rows).toEqual([{ utc }]);
});
