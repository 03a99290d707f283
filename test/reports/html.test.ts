import { expect, test } from "vitest";
import {
  formatCount,
  formatDays,
  formatInstant,
  formatInterval,
  formatPercent,
} from "../../src/report/format_values.js";
import { html, trustedHtml } from "../../src/report/html.js";

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
