import { expect, test } from "vitest";
import { calibration_by_engagement } from "../../reports/charts/calibration_by_engagement.js";
import { calibration_by_total } from "../../reports/charts/calibration_by_total.js";
import { funnel_by_source } from "../../reports/charts/funnel_by_source.js";
import { bindParams, readSavedQuery } from "../../src/query/saved.js";
import { svgOf } from "../../src/report/chart.js";

const row = (
  label: string,
  is_small: boolean,
  rate: number | null,
  bounds: readonly [number, number] | readonly [],
) => ({
  label,
  is_small,
  mature_sql: 28n,
  matured_rate_sql: rate,
  matured_rate_sql_low: bounds[0] ?? null,
  matured_rate_sql_high: bounds[1] ?? null,
});

const drawn = async (...rows: object[]) => (await svgOf(funnel_by_source, rows, `<"$&"> rates`)).markup;

for (const chart of [calibration_by_engagement, calibration_by_total, funnel_by_source]) {
  test(`${chart.name} holds no data, has a description, and names a query that exists`, () => {
    expect(chart.name).toMatch(/^[a-z-]+$/);
    expect(chart.description).not.toBe("");
    expect(JSON.stringify(chart)).not.toMatch(/"(values|datasets|url)"/);
    const { query, params } = chart.usermeta;
    expect(() => bindParams(readSavedQuery("queries", query), params ?? {})).not.toThrow();
  });
}

test("each source has its dot, its interval and how many are old enough, small ones in grey", async () => {
  const svg = await drawn(row("Web", false, 0.5, [0.25, 0.75]), row("Partner", true, 0.25, [0, 1]));
  // 640 pixels are 100 %.
  expect(svg).toMatch(/translate\(160,[\d.]+\)" x2="320" y2="0" stroke="#0b5394"/);
  expect(svg).toMatch(/translate\(320,[\d.]+\)"[^>]*fill="#0b5394"/);
  expect(svg).toMatch(/translate\(0,[\d.]+\)" x2="640" y2="0" stroke="#6e7781"/);
  expect(svg.match(/>of 28</g)).toHaveLength(2);
});

test("a source without mature MQLs keeps its line, without a dot at zero", async () => {
  const svg = await drawn(row("Web", false, 0.5, [0.25, 0.75]), row("New", true, null, []));
  expect(svg).toContain(">New</text>");
  expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(1);
});

test("a row without a rate keeps its place between its neighbours", async () => {
  const svg = await drawn(
    row("Low", false, 0.1, [0, 0.2]),
    row("Empty", true, null, []),
    row("High", false, 0.9, [0.8, 1]),
  );
  expect([...svg.matchAll(/>(Low|Empty|High)<\/text>/g)].map(([, name]) => name)).toEqual(["Low", "Empty", "High"]);
});

test("what it draws and says is text, and it has no style that the page's policy would refuse", async () => {
  const svg = await drawn(row("<b onload='x'>", false, 0.5, [0.25, 0.75]));
  expect(svg).toContain('<svg role="img" aria-label="&lt;&quot;$&amp;&quot;&gt; rates" xmlns=');
  expect(svg).not.toMatch(/<b |\sstyle="|<style|<script|href=/);
});
