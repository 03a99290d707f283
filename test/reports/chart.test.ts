import { readFileSync } from "node:fs";
import { compile, type TopLevelSpec } from "vega-lite";
import { describe, expect, test } from "vitest";
import { bindParams, readSavedQuery } from "../../src/query/saved_queries.js";
import { type ChartSpec, listChartSpecs, readChartSpec, relabelSlices } from "../../src/report/chart_specs.js";
import { drawChart } from "../../src/report/draw_chart.js";
import { runSavedQuery } from "../../src/report/run_saved_query.js";
import { scoredRows, withMarts } from "./mart_rows.js";

type Row = Record<string, unknown>;
const charts = listChartSpecs();

test("all charts that the report and a board ask for are there", () => {
  expect(charts.map(({ name }) => name)).toEqual([
    ...["calibration-by-engagement", "calibration-by-total", "funnel-by-channel", "funnel-by-engagement-band"],
    ...["funnel-by-month", "funnel-by-persona", "funnel-by-source", "funnel-by-total-band", "rejection-reasons"],
  ]);
});

test("the chart of a custom dimension names that one in its title, description and tooltips", () => {
  const { name, description, usermeta, ...shown } = relabelSlices(
    readChartSpec("funnel-by-source"),
    "product interest",
  );
  expect(JSON.stringify(shown)).not.toMatch(/source/i);
  expect(shown.title).toEqual({ text: "How far MQLs get", subtitle: "by product interest" });
  expect(description).toMatch(/^Matured rates of SAL, SQL, opportunity and win by product interest:/);
  expect(JSON.stringify(shown)).toContain('"field":"value","type":"nominal","title":"Product interest"');
});

/** All objects and lists within a specification, itself included. */
const nodesOf = (node: unknown): object[] =>
  typeof node === "object" && node !== null ? [node, ...Object.values(node).flatMap(nodesOf)] : [];

/** The columns that a chart draws or computes with, without those that it computes itself. */
function columnsOf(chart: ChartSpec): string[] {
  const text = JSON.stringify({ ...chart, usermeta: {} });
  const made = nodesOf(chart).flatMap((node) => ("as" in node ? [node.as].flat() : []));
  const read = [...text.matchAll(/"field":"(\w+)"|datum\.(\w+)/g)].map(([, field, datum]) => (field ?? datum)!);
  const folded = nodesOf(chart).flatMap((node) => ("fold" in node ? (node.fold as string[]) : []));
  // Labels of axes and headers call their text `label` and `value`, and their place `index`.
  return [...read, ...folded].filter((name) => !made.includes(name) && !["label", "index"].includes(name));
}

for (const chart of charts) {
  describe(chart.name, () => {
    test("is plain Vega-Lite that any editor opens, called as its file, and compiles without a warning", () => {
      const warned: unknown[] = [];
      const logger = { level: () => logger, error: tell, warn: tell, info: tell, debug: tell } as never;
      function tell(...told: unknown[]) {
        warned.push(...told);
        return logger;
      }
      expect(readChartSpec(chart.name)).toMatchObject({ $schema: "https://vega.github.io/schema/vega-lite/v6.json" });
      compile({ ...chart, datasets: { rows: [] } } as TopLevelSpec, { logger });
      expect(warned).toEqual([]);
      expect(chart.description).toMatch(/\.$/);
    });

    test("holds no data and no address", () => {
      expect(JSON.stringify(chart)).not.toMatch(/"(values|datasets|url|href)":(?!\[0,0\.1,0\.3,0\.5,1\])/);
      expect(chart.data).toEqual({ name: "rows" });
    });

    test("names a saved query and parameters that exist, and draws columns that it gives", async () => {
      const { query, params } = chart.usermeta;
      expect(() => bindParams(readSavedQuery("queries", query), params ?? {})).not.toThrow();
      const { rows } = await withMarts((warehouse) => runSavedQuery<Row>(warehouse, chart.usermeta), scoredRows);
      expect(rows.length).toBeGreaterThan(0);
      expect(Object.keys(rows[0]!)).toEqual(expect.arrayContaining(columnsOf(chart)));
    });
  });
}

/** A chart's text without what makes it the chart of its own subject. */
const shapeOf = (name: string, ...own: string[]) =>
  own.reduce((text, word) => text.replaceAll(word, "*"), readFileSync(`reports/charts/${name}.vl.json`, "utf8"));

test("charts of one kind differ in their subject only", () => {
  const source = shapeOf("funnel-by-source", "source", "Source");
  expect(shapeOf("funnel-by-channel", "channel", "Channel")).toBe(source);
  expect(shapeOf("funnel-by-persona", "persona", "Persona")).toBe(source);
  for (const axis of ["engagement", "total"]) {
    const [subject, dimension] = [`${axis} score`, `${axis}_band`];
    const title = subject[0]!.toUpperCase() + subject.slice(1);
    expect(shapeOf(`funnel-by-${axis}-band`, subject, title, dimension, `${axis}-band`)).toBe(source);
  }
  const calibration = shapeOf("calibration-by-engagement", "engagement");
  expect(shapeOf("calibration-by-total", "total")).toBe(calibration);
});

const row = (value: string, more: Row = {}): Row => ({
  ...{
    value,
    stage: "sql",
    window_days: 45,
    has_few_mature: false,
    mqls: 40n,
    mature: 28n,
    is_mature: false,
    target: null,
  },
  ...{ matured_rate: 0.5, matured_rate_low: 0.25, matured_rate_high: 1 },
  ...more,
});
const sources = async (...rows: Row[]) => (await drawChart(readChartSpec("funnel-by-source"), rows, "page")).svg;

test("each source has its dot, its interval and how many are old enough, small ones in grey", async () => {
  const svg = await sources(row("Web"), row("Partner", { has_few_mature: true, matured_rate_low: 0 }));
  // 176 units are 100 %.
  expect(svg).toMatch(/translate\(44,[\d.]+\)" x2="132" y2="0"[^>]*stroke="#0b5cad"/);
  expect(svg).toMatch(/translate\(88,[\d.]+\)"[^>]*fill="#0b5cad"/);
  expect(svg).toMatch(/translate\(0,[\d.]+\)" x2="176" y2="0"[^>]*stroke="#8a94a0"/);
  expect(svg).toMatch(/translate\(88,[\d.]+\)"[^>]*fill="#8a94a0"/);
  expect(svg.match(/>of 28</g)).toHaveLength(2);
  expect(svg).toContain(">SQL within 45 days<");
});

test("a target is drawn where there is one", async () => {
  const ticks = (svg: string) => svg.match(/fill="#16202b" *[^>]*d="M-?\d|d="[^"]*" fill="#16202b"/g) ?? [];
  const without = ticks(await sources(row("Web")));
  expect(ticks(await sources(row("Web", { target: 0.3 }))).length).toBe(without.length + 1);
});

const dots = (svg: string) => svg.match(/<path transform="translate\([^"]*" d="M[\d.]+,0A/g) ?? [];

test("a source without mature MQLs keeps its place and is said to be too young, without a dot at zero", async () => {
  const none = { mature: 0n, matured_rate: null, matured_rate_low: null, matured_rate_high: null };
  const svg = await sources(row("Low"), row("Young", none), row("High"));
  expect([...svg.matchAll(/>(Low|Young|High)<\/text>/g)].map(([, name]) => name)).toEqual(["Low", "Young", "High"]);
  expect(svg).toContain(">too young<");
  expect(dots(svg)).toHaveLength(2);
});

test("a month that is not mature stands on grey, is said to be so, and its interval and line are left out", async () => {
  const at = (period_start: string, is_mature: boolean) => row("all", { period_start, is_mature, stage: "sal" });
  const months = async (...rows: Row[]) => (await drawChart(readChartSpec("funnel-by-month"), rows, "page")).svg;
  const old = await months(at("2026-01-01", true), at("2026-02-01", true));
  const young = await months(at("2026-01-01", true), at("2026-02-01", false));
  expect(old).not.toMatch(/>grey: too recent|#eceff2/);
  expect(young).toContain(">grey: too recent<");
  expect(young.match(/fill="#eceff2"/g)).toHaveLength(1);
  expect([dots(old).length, dots(young).length]).toEqual([2, 2]);
  expect(young.match(/fill="#8a94a0"/g)).toHaveLength(1);
  const intervals = (svg: string) => svg.match(/<line [^>]*stroke-width="3"/g) ?? [];
  expect([intervals(old).length, intervals(young).length]).toEqual([2, 1]);
});

test("a band has its verdict beside its rate", async () => {
  const band = { mqls: 45n, mature_sql: 40n, is_small: false, rate_sql: 0.4, rate_sql_low: 0.3, rate_sql_high: 0.5 };
  const rows = [
    { ...band, band: "[0,51)", verdict: "marginal", is_good_cut: false },
    { ...band, band: "[51,inf)", verdict: "good", is_good_cut: true },
  ];
  const { svg } = await drawChart(readChartSpec("calibration-by-total"), rows, "page");
  expect(svg).toMatch(/>marginal</);
  expect(svg).toMatch(/>good: the good cut</);
});

test("a reason has a bar in two parts, its number and its share", async () => {
  const rows = [{ reason: "Not a fit", rejected: 8n, share: 0.8, rejected_at_mql: 5n, dropped_later: 3n }];
  const { svg } = await drawChart(readChartSpec("rejection-reasons"), rows, "page");
  expect(svg).toContain(">8 (80.0%)<");
  expect(svg.match(/<path [^>]*fill="(#0b5cad|#9fc4e8)"[^>]*>/g)!.length).toBeGreaterThanOrEqual(2);
});

test("what it draws and says is text, and it has no style that a page's policy would refuse", async () => {
  const rows = [row("<b onload='x'>")];
  const { svg } = await drawChart(readChartSpec("funnel-by-source"), rows, "page", `<"$&"> rates`);
  expect(svg).toContain("&lt;b onload='x'&gt;");
  expect(svg).toContain('<svg role="img" aria-label="&lt;&quot;$&amp;&quot;&gt; rates" xmlns=');
  expect(svg).not.toMatch(/<b |\sstyle="|<style|<script|href=/);
});
