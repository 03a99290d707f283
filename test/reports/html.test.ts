import { expect, test } from "vitest";
import {
  formatCount,
  formatDays,
  formatInstant,
  formatInterval,
  formatPercent,
} from "../../src/report/format_values.js";
import { html, trustedHtml } from "../../src/report/html.js";
import { renderTable } from "../../src/report/html_table.js";
import { mustBeDrawable } from "../../src/report/run_saved_query.js";

test("a value is text, markup made by the same template is not escaped again", () => {
  const name = `<b>"A" & 'B'</b>`;
  const inner = html`<i title="${name}">${name}</i>`;
  const text = "&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;";
  expect(html`<p>${inner}${[name, trustedHtml("<br>")]}</p>`.markup).toBe(
    `<p><i title="${text}">${text}</i>${text}<br></p>`,
  );
});

test("nothing makes nothing, and zero is a number", () => {
  expect(html`${null}${undefined}${false}${[]}${0}${0n}`.markup).toBe("00");
});

test("numbers read as in American English, a missing one as a dash", () => {
  expect([formatCount(1234567n), formatPercent(0.0625), formatPercent(1), formatPercent(null)]).toEqual([
    "1,234,567",
    "6.3%",
    "100.0%",
    "–",
  ]);
  expect([formatInterval(0.1, 0.25), formatInterval(null, null)]).toEqual(["10.0–25.0%", ""]);
  expect([formatDays(1), formatDays(45), formatDays(0.5)]).toEqual(["1 day", "45 days", "0.5 days"]);
});

test("an instant is said in words of the reporting zone", () => {
  expect(formatInstant("2026-07-01T00:00:00Z", "America/New_York")).toBe(
    "Tuesday, June 30, 2026 at 8:00 PM Eastern Daylight Time",
  );
});

test("a table in a page has at most a thousand rows, and says how many it leaves out", () => {
  const tableOf = (...counts: number[]) =>
    renderTable({
      caption: "Slices",
      result: { command: "closedloop query slices" },
      columns: [{ head: "Slice", kind: "text", cell: (row: { name: string }) => row.name }],
      groups: counts.map((count, at) => ({ rows: Array.from({ length: count }, (_, n) => ({ name: `${at}-${n}` })) })),
    }).markup;
  const long = tableOf(600, 1_650);
  expect(long.match(/<th scope="row"/g)).toHaveLength(1000);
  expect(long).toContain(">1-399</th>");
  expect(long).toContain(
    '<tfoot><tr><td colspan="1">1,250 more row(s) are left out here; the query gives all of them.',
  );
  expect(tableOf(600, 400)).not.toContain("<tfoot>");
});

test("a chart of too many rows is refused, not drawn in part", () => {
  expect(() => mustBeDrawable(5000, "funnel-by-stage")).not.toThrow();
  expect(() => mustBeDrawable(5001, "funnel-by-stage")).toThrow(
    "query funnel-by-stage: more than 5000 rows are too many for a chart; ask for fewer with its parameters",
  );
});
