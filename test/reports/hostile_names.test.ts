import { beforeAll, expect, test } from "vitest";
import { funnel } from "../../reports/funnel.js";
import { listChartSpecs } from "../../src/report/chart_specs.js";
import { drawChart } from "../../src/report/draw_chart.js";
import { runSavedQuery } from "../../src/report/run_saved_query.js";
import { cycleRow, martRows, withMarts } from "./mart_rows.js";

/** Names that would take over a careless page: as an element, as an attribute, as the end of a script, as a line end of a script. */
const names = [
  "<script>alert(1)</script>",
  '"onmouseover="alert(2)',
  "'onmouseover='alert(3)",
  "</script><img src=x onerror=alert(4)>",
  "a\u2028alert(5)\u2029b",
  "--><!--]]>",
];

const cycles = names.flatMap((name, at) =>
  [1, 2].map((nth) =>
    cycleRow(`crm:${at}${nth}`, 1, {
      ...{ source: name, campaign: name, channel: name, persona: name, rejection_reason: name },
      ...{ outcome: "rejected", rejected_at: "2026-01-09T15:00:00Z", rejected_from: "mql" },
    }),
  ),
);

let page: string;
const svgs: string[] = [];
beforeAll(async () => {
  await withMarts(
    async (warehouse) => {
      page = await funnel.render(warehouse);
      for (const spec of listChartSpecs()) {
        const { rows } = await runSavedQuery<object>(warehouse, spec.usermeta);
        if (rows.length > 0) svgs.push((await drawChart(spec, rows, "sheet", names.join(" "))).svg);
      }
    },
    { ...martRows, "marts.mql_cycles": cycles },
  );
});

/** The start tags of a markup, as a parser that knows quotes sees them; the text of scripts is left out. */
const tagsOf = (markup: string) =>
  markup
    .replace(/(<script[^>]*>).*?<\/script>/gs, "$1")
    .match(/<[a-z!][^\s>]*(?:\s+[^\s"'>=]+(?:=(?:"[^"]*"|'[^']*'))?)*\s*\/?>/gi) ?? [];

test("in the report such a name is text: it makes no element, no attribute and no script", () => {
  const tags = tagsOf(page);
  expect(tags.length).toBeGreaterThan(500);
  expect(tags.filter((tag) => /<img|\son\w+=/i.test(tag.replace(/"[^"]*"/g, '""')))).toEqual([]);
  expect(page).not.toContain("<script>alert");
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  // One script of ours, and one of data for each figure.
  expect(page.match(/<script/g)).toHaveLength(1 + page.match(/<figure/g)!.length);
  expect(page.match(/<\/script/g)).toHaveLength(page.match(/<script/g)!.length);
});

test("the data of a chart is JSON that ends no script and has no line end of a script", () => {
  const data = [...page.matchAll(/<script type="application\/json">(.*?)<\/script>/gs)].map(([, json]) => json!);
  expect(data.length).toBeGreaterThan(2);
  const found = new Set<string>();
  for (const json of data) {
    expect(json).not.toMatch(/[<>&\u2028\u2029]/);
    const text = JSON.stringify(JSON.parse(json));
    for (const name of names) if (text.includes(JSON.stringify(name).slice(1, -1))) found.add(name);
  }
  expect([...found].sort()).toEqual([...names].sort());
});

test("in a chart, a file of its own, such a name is text, too", () => {
  expect(svgs.length).toBeGreaterThan(3);
  for (const svg of svgs) {
    expect(svg).not.toMatch(/<(script|img)/i);
    expect(tagsOf(svg).filter((tag) => /\son\w+=/i.test(tag.replace(/"[^"]*"/g, '""')))).toEqual([]);
  }
  expect(svgs.join()).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});

test("the page allows no script or style but its own, and nothing from elsewhere", () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^;']*'; style-src 'sha256-[^;']*'; /);
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});
