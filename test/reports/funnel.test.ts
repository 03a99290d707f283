import { createHash } from "node:crypto";
import { join } from "node:path";
import { DuckDBDateValue } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { funnel } from "../../reports/funnel.js";
import { bindParams, readSavedQuery } from "../../src/query/saved_queries.js";
import { listChartSpecs, readChartSpec } from "../../src/report/chart_specs.js";
import { runSavedQuery } from "../../src/report/run_saved_query.js";
import { rowsOf } from "../../src/table/rows.js";
import { mqlRows, scoredMqlRows } from "../support/mql_rows.js";
import { hostileText, runRow, scoredRows, withMarts, withSandboxedMarts } from "./mart_rows.js";
import { cellsOf, commandsIn, figuresIn, textOf } from "./read_page.js";

const rendered = (other = {}) => withMarts((warehouse) => funnel.render(warehouse), other);
const page = await rendered();
const scoredRun = { "marts.runs": [{ ...runRow, definition_version: "2025-01-01" }] };
const scoredPage = await rendered({ ...scoredRun, ...scoredRows });

test("the report reads as the golden text does", async () => {
  await expect(textOf(page)).toMatchFileSnapshot(join(import.meta.dirname, "funnel.golden.txt"));
});

test("with scores it reads as the golden text of its sections of scores does", async () => {
  const text = textOf(scoredPage);
  const sections = text.slice(text.lastIndexOf("\nBy grade\n"), text.lastIndexOf("\nWhy MQLs come back\n"));
  await expect(`${sections.trim()}\n`).toMatchFileSnapshot(join(import.meta.dirname, "funnel_scored.golden.txt"));
});

test("it is rendered through the analyst's sandbox just so", () =>
  withSandboxedMarts(async (reader) => expect(await funnel.render(reader)).toBe(page)));

describe("every number is a row of a mart", () => {
  const percent = (share: unknown) => (share === null ? "–" : `${(Number(share) * 100).toFixed(1)}%`);
  const range = (low: unknown, high: unknown) => (low === null ? "" : `${percent(low).slice(0, -1)}–${percent(high)}`);
  const mart = (where: string) =>
    withMarts((warehouse) =>
      rowsOf<Record<string, unknown>>(warehouse, `from marts.funnel where period_kind = 'all' and ${where}`),
    );

  test("the funnel of all MQLs", async () => {
    const [row] = await mart("dimension = 'all'");
    const of = (stage: string, days: string) => [
      String(row![`reached_${stage}`]),
      stage === "won" ? "–" : String(row![`own_${stage}`]),
      stage === "won" ? "–" : String(row![`imputed_${stage}`]),
      percent(row![`rate_${stage}`]),
      range(row![`rate_${stage}_low`], row![`rate_${stage}_high`]),
      days,
      String(row![`mature_${stage}`]),
      String(row![`reached_${stage}_in_window`]),
      percent(row![`matured_rate_${stage}`]),
      range(row![`matured_rate_${stage}_low`], row![`matured_rate_${stage}_high`]),
    ];
    const found = cellsOf(page, "All MQLs of all time, by stage");
    expect(found.map(([stage]) => stage)).toEqual(["MQL", "SAL", "SQL", "Opportunity", "Won"]);
    expect(found[0]![1]).toBe(String(row!.mqls));
    expect(found.slice(1).map(([, ...cells]) => cells)).toEqual([
      of("sal", "14 days"),
      of("sql", "45 days"),
      of("opportunity", "90 days"),
      of("won", "270 days"),
    ]);
    expect(row).toMatchObject({ mqls: 6n, reached_sal: 3n, own_sal: 2n, imputed_sal: 1n, unqualified_entries: 1n });
  });

  for (const [dimension, noun] of Object.entries({
    source: "source",
    channel: "channel",
    persona: "persona",
    trigger_campaign: "campaign",
  })) {
    test(`the funnel by ${noun}`, async () => {
      const wanted = (await mart(`dimension = '${dimension}'`)).map((row) => [
        String(row.mqls),
        ...["sal", "sql", "opportunity", "won"].flatMap((stage) => [
          `${percent(row[`matured_rate_${stage}`])} ${range(row[`matured_rate_${stage}_low`], row[`matured_rate_${stage}_high`])}`.trim(),
          String(row[`mature_${stage}`]),
          String(row[`reached_${stage}`]),
        ]),
        String(row.unqualified_entries),
      ]);
      const found = cellsOf(page, `The funnel by ${noun}, MQLs of all time`).filter((cells) => cells.length > 1);
      expect(found.map(([, ...cells]) => cells).sort()).toEqual(wanted.sort());
    });
  }

  const bandsInWords: Record<string, string> = {
    "[0,31)": "0 to under 31",
    "[31,51)": "31 to under 51",
    "[51,71)": "51 to under 71",
    "[71,inf)": "71 and over",
  };
  for (const axis of ["engagement", "total"]) {
    test(`what the ${axis} score is worth`, async () => {
      const rows = await withMarts(
        (warehouse) => rowsOf(warehouse, `from marts.calibration where axis = '${axis}' order by band_high nulls last`),
        scoredRows,
      );
      const rated = (row: Record<string, unknown>, name: string) =>
        `${percent(row[name])} ${range(row[`${name}_low`], row[`${name}_high`])}`.trim();
      const found = cellsOf(scoredPage, `MQLs of all time by band of the ${axis} score`);
      expect(found.map(([band, mqls, ...cells]) => [band, mqls, ...cells.slice(0, 8), ...cells.slice(9)])).toEqual(
        rows.map((row) => [
          bandsInWords[String(row.band)],
          String(row.mqls),
          ...["sal", "sql", "opportunity", "won"].flatMap((stage) => [
            rated(row, `rate_${stage}`),
            String(row[`mature_${stage}`]),
          ]),
          String(row.worked_mqls),
          String(row.never_worked_mqls),
          rated(row, "worked_rate_sql"),
          percent(row.backfilled_share),
        ]),
      );
    });
  }

  test("the reasons", () => {
    const found = cellsOf(page, "MQLs that ended rejected or recycled, by reason");
    expect(found).toEqual([
      [hostileText.replace(/\s+/g, " "), "1", "50.0%", "1", "0"],
      ["Not a fit", "1", "50.0%", "1", "0"],
    ]);
  });
});

test("a chart draws the rows of the query that it names, and nothing else", async () => {
  const figures = figuresIn(scoredPage);
  expect(figures.map(({ name }) => name).sort()).toEqual(listChartSpecs().map(({ name }) => name));
  await withMarts(
    async (warehouse) => {
      for (const { name, rows } of figures) {
        const { rows: wanted } = await runSavedQuery<object>(warehouse, readChartSpec(name).usermeta);
        const plain = (_: string, value: unknown) =>
          typeof value === "bigint" ? Number(value) : value instanceof DuckDBDateValue ? String(value) : value;
        expect({ [name]: rows }).toEqual({ [name]: JSON.parse(JSON.stringify(wanted, plain)) });
      }
    },
    { ...scoredRun, ...scoredRows },
  );
});

test("months are told in order, immature ones as such", () => {
  const found = cellsOf(page, "The funnel by month of the MQL");
  expect(found.map(([month, mqls]) => [month, mqls])).toEqual([
    ["Jan 2026", "4"],
    ["Mar 2026", "1"],
    ["Jun 2026", "1"],
  ]);
  expect(found[0]![2]).toBe("50.0% 15.0–85.0%");
  expect(found[2]![2]).toBe("– too recent");
});

test("a target stands beside the rate that it is for", async () => {
  const target = { period_kind: "all", metric: "matured_rate_sql", period_start: null };
  const aimed = await rendered({
    "raw.targets": [
      { ...target, dimension: "source", value: "Web", target: 0.3 },
      { ...target, dimension: "all", value: "all", target: 0.25 },
    ],
  });
  expect(cellsOf(aimed, "The funnel by source")[0]![5]).toBe("100.0% 34.2–100.0% target 30.0%");
  expect(textOf(aimed)).toContain("of the 5 MQLs that are at least 45 days old; target 25.0%");
  expect(textOf(page)).not.toMatch(/target \d/);
});

test("each table and chart names a saved query that exists, with parameters that it has", () => {
  for (const markup of [page, scoredPage]) {
    const captions = [...markup.matchAll(/<caption>(.*?)<\/caption>/gs)];
    const commands = commandsIn(markup);
    expect(captions.length).toBe([...markup.matchAll(/<table>/g)].length);
    expect(commands.length).toBe(captions.length + figuresIn(markup).length);
    for (const { query, params } of commands) {
      expect(() => bindParams(readSavedQuery("queries", query), params)).not.toThrow();
    }
  }
});

test("small slices are grey, said to be small, and below the others", () => {
  const [, ranked, small] =
    /<caption>The funnel by source.*?<\/thead>\s*(.*?)<tbody class="faint">(.*?)<\/tbody>/s.exec(page)!;
  expect(textOf(ranked!)).toMatch(/^Web/);
  expect(textOf(small!)).toMatch(/^Fewer than 3 MQLs: too few to rank or compare\s+Event/);
});

test("a name that is markup stays text, in tables, in charts and in what enlivens them", () => {
  expect(page.match(/<script/gi)).toHaveLength(1 + figuresIn(page).length);
  expect(page.split("&lt;script&gt;alert(1)&lt;/script&gt;").length).toBeGreaterThan(4);
  expect(textOf(page)).toContain(hostileText.replace(/\s+/g, " "));
  const sources = figuresIn(page).find(({ name }) => name === "funnel-by-source")!;
  expect(sources.rows.map(({ value }) => value)).toContain(hostileText);
  expect(sources.svg).toContain("&lt;script&gt;alert(1)");
});

/** The page without its one script, which is a library's, and without its letters. */
const written = page.replace(/<script>.*<\/script>/s, "").replace(/url\(data:font\/woff2;base64,[\w+/=]*\)/g, "");

test("no handler stands in the markup, and nothing is fetched", () => {
  expect(written).not.toMatch(/\son\w+=|javascript:|@import|url\(/i);
  expect(written.replace(/xmlns(:\w+)?="[^"]*"/g, "").replace(/"\$schema":"[^"]*"/g, "")).not.toMatch(/https?:|\/\/\w/);
  expect([...written.matchAll(/\s(?:src|href)="([^#"][^"]*)"/g)].map(([, target]) => target)).toEqual(["data:,"]);
});

test("only the hashed style sheet and script are obeyed, and no style stands elsewhere", () => {
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)!;
  const hashOf = (element: string) => {
    const [, text] = new RegExp(`<${element}>(.*?)</${element}>`, "s").exec(page)!;
    return `'sha256-${createHash("sha256").update(text!).digest("base64")}'`;
  };
  expect(policy!.split("; ")).toEqual([
    "default-src 'none'",
    `script-src ${hashOf("script")}`,
    `style-src ${hashOf("style")}`,
    "font-src data:",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(written).not.toMatch(/\sstyle="/);
  expect(page.match(/<style/g)).toHaveLength(1);
});

test("it is a document that can be heard: landmarks, scopes, a chart in words", () => {
  for (const landmark of ["<header>", "<main>", "<footer>", 'lang="en"', "<title>Lead funnel</title>"]) {
    expect(page).toContain(landmark);
  }
  expect(page).not.toMatch(/<th(?![^>]*scope=)[ >]/);
  expect(page).toMatch(
    /<svg role="img" aria-label="Matured rates by source, with 95% interval: Web: SAL 100\.0% \(34\.2–100\.0%\) of 2, SQL/,
  );
});

test("who a human is stays out of it, and so do examples of records", () => {
  expect(page).not.toMatch(/canary/i);
  expect(page).not.toContain("crm:secret");
  // Words of the data are counted and not shown.
  expect(textOf(page)).toMatch(/Unmapped reasons +1 +1 \(12\.5%\)/);
  expect(textOf(page)).not.toContain("Title 5");
});

describe("it says when there are no scores", () => {
  const versioned = (definition_version: string) => ({ "marts.runs": [{ ...runRow, definition_version }] });

  test("without a definition folder", () => {
    expect(textOf(page)).toContain("There is no MQL definition: nothing is scored.");
  });
  test("with a definition, and no MQL of it", async () => {
    expect(textOf(await rendered(versioned("2025-01-01")))).toContain(
      "The MQL definition in force since 2025-01-01 scored no MQL.",
    );
  });
  test("and not when there are some", async () => {
    expect(textOf(scoredPage)).not.toMatch(/othing is scored|scored no MQL/);
    expect(textOf(page)).not.toMatch(/By grade|What a score is worth|Where to set the threshold/);
  });
});

test("each way of the contents leads to a section", async () => {
  for (const markup of [page, scoredPage, await rendered({ "marts.mql_cycles": [] })]) {
    const ways = [...markup.matchAll(/<a [^>]*href="#([^"]*)"/g)].map(([, id]) => id);
    expect(ways.length).toBeGreaterThan(5);
    for (const id of ways) expect(markup).toContain(`<section id="${id}"`);
  }
});

test("a warehouse without leads makes a page that says so", async () => {
  const empty = textOf(await rendered({ "marts.mql_cycles": [], "marts.data_quality": [] }));
  expect(empty).toContain("There is no MQL yet");
  expect(empty).toContain("Nothing to fix.");
  expect(empty).not.toMatch(/NaN|undefined|null|Infinity/);
});

test("a stage that only wins imply has no rate of its own in the headline", async () => {
  const won = "2026-02-01T00:00:00Z";
  const implied = { sal_at: won, sal_imputed: true, sql_at: won, sql_imputed: true, opportunity_at: won };
  const cycles = mqlRows(40).map((row, at) => ({
    ...row,
    cycle_id: `c${at}`,
    person_id: `p${at}`,
    ...(at < 2 ? { ...implied, opportunity_imputed: true, won_at: won, outcome: "won" } : {}),
  }));
  const text = textOf(await rendered({ "marts.mql_cycles": cycles }));
  expect(text).toContain("SAL implied by wins");
  expect(text).toContain("40 MQLs from 40 people: 2 won.");
  expect(text).toContain(
    "The exports do not record every stage: SAL is implied by wins, SQL is implied by wins, Opportunity is implied by wins.",
  );
  expect(text).not.toContain("SQL within 45 days 5");
  expect(text).toMatch(/Won within 270 days/);
});

test("where the fit of all MQLs looks ahead, the total score says so instead of an empty table", async () => {
  const cycles = scoredMqlRows(60, 4, { is_fit_backfilled: true, grade: "A" }).map((row, at) => ({
    ...row,
    cycle_id: `c${at}`,
    person_id: `p${at}`,
  }));
  const text = textOf(await rendered({ "marts.mql_cycles": cycles }));
  expect(text).toContain("Nothing can be said yet: the fit of all 4 MQLs looks ahead.");
  expect(text).toContain("MQLs of all time by band of the engagement score");
  expect(text).not.toContain("MQLs of all time by band of the total score");
});
