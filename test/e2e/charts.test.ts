import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, inject, test } from "vitest";
import { chart as draw } from "../../src/cli/questions/chart.js";
import { listChartSpecs } from "../../src/report/chart_specs.js";
import { closedloop, temporaryFolder } from "../support/cli.js";
import { pixelsOf } from "../support/png.js";

const { project } = inject("exampleNight");

const chart = (...args: string[]) => closedloop(["chart", ...args, "--project", project]);

test("without a name the charts are listed, each with a line that draws it", async () => {
  const { code, stdout } = await closedloop(["chart"]);
  expect(code).toBe(0);
  const names = listChartSpecs().map(({ name }) => name);
  expect(stdout.match(/^\S+$/gm)).toEqual(names);
  expect(stdout).toContain("closedloop chart funnel-by-channel --out funnel-by-channel.svg");
});

test("each chart is drawn over the example, as SVG", async () => {
  const folder = temporaryFolder();
  const drawn = listChartSpecs().map(async ({ name, title, description }) => {
    const out = join(folder, `${name}.svg`);
    // Runs in this process: every command would load the chart libraries again.
    await draw(name, { project, out, timeout: 60 });
    const svg = readFileSync(out, "utf8");
    expect(svg).toMatch(/^<svg role="img" /);
    expect(svg).toContain(`aria-label="${description}"`);
    expect(svg).toContain(`>${title.text}</text>`);
    expect(svg).toContain(`>${title.subtitle}</text>`);
    expect(statSync(out).mode & 0o777).toBe(0o600);
  });
  expect(drawn.length).toBeGreaterThan(0);
  await Promise.all(drawn);
});

test("a PNG has its letters, though no font of the machine is asked for", async () => {
  const out = join(temporaryFolder(), "funnel.PNG");
  expect(await chart("funnel-by-source", "--out", out)).toMatchObject({ code: 0, stdout: "", stderr: "" });
  const { width, height, at } = pixelsOf(readFileSync(out));
  const inked = (left: number, top: number, right: number, bottom: number) => {
    let dark = 0;
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) if (at(x, y) === "#16202b") dark++;
    return dark;
  };
  expect(width).toBeGreaterThan(2000);
  expect(at(2, 2)).toBe("#ffffff");
  // The title is in the top left corner; the names of the sources are to the left of the marks.
  expect(inked(0, 0, 500, 80)).toBeGreaterThan(300);
  expect(inked(40, 140, 360, height - 100)).toBeGreaterThan(300);
});

test("a parameter of its query makes it another picture, without --out it is printed", async () => {
  const printed = await chart("funnel-by-source", "--param", "dimension=persona");
  expect(printed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^<svg .*<\/svg>\n$/s) });
  expect(printed.stdout).not.toContain(">Webinar</text>");
  // The title must not say "by source", because another dimension is shown.
  expect(printed.stdout).not.toContain("by source</text>");
  expect(printed.stdout).toContain(">dimension=persona, slices=15</text>");
  expect((await chart("funnel-by-source")).stdout).toContain(">Webinar</text>");
});

test("what cannot be drawn is said, with what could be, and nothing is written", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "empty"));
  const told: readonly [string[], RegExp][] = [
    [["funnel-by-sorce"], /there is no chart funnel-by-sorce\. There are: .*funnel-by-source/],
    [["../../package"], /there is no chart/],
    [["funnel-by-source", "--out", join(folder, "x.pdf")], /--out: found ".*x\.pdf", expected .*\.svg or \.png/],
    [["funnel-by-source", "--out", join(folder, "nowhere", "x.svg")], /there is no such folder/],
    [
      ["funnel-by-source", "--param", "dimention=source"],
      /there is no parameter dimention; did you mean "dimension"\? Its parameters:\n.*dimension/,
    ],
    [["funnel-by-source", "--param", "dimension=weather"], /dimension is "weather"\. There are: all, .*\bsource\b/],
  ];
  for (const [args, message] of told) {
    const { code, stdout, stderr } = await chart(...args);
    expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/ at .*\.js:\d+/);
  }
  expect(readdirSync(folder)).toEqual(["empty"]);
});

test("neither the help nor the guard of a question loads the charts' libraries or the database", async () => {
  const folder = temporaryFolder();
  const loadedBy = async (...args: string[]) => {
    const seen = join(folder, String(args.length));
    await closedloop(args, ".", { NODE_V8_COVERAGE: seen });
    // One file for each process: a question is answered in one of its own.
    return readdirSync(seen)
      .flatMap((file) => (JSON.parse(readFileSync(join(seen, file), "utf8")) as { result: { url: string }[] }).result)
      .map(({ url }) => url)
      .join("\n");
  };
  const heavy = /node_modules\/(vega|@resvg|@duckdb|kysely|apache-arrow)/;
  const byHelp = await loadedBy("--help");
  expect(byHelp).toMatch(/dist\/src\/cli\/program\.js/);
  expect(byHelp).not.toMatch(heavy);
  expect(await loadedBy("check", "--project", project)).toMatch(heavy);
  // A question starts at once, too: only the process that answers it loads them.
  const byGuard = await loadedBy("chart", "funnel-by-source", "--project", project, "--timeout", "60");
  expect(byGuard).toMatch(/dist\/src\/cli\/guard\.js/);
  expect(byGuard).not.toMatch(/node_modules/);
});

test("what answers `sql` and `query` loads no builder of SQL and no library of charts: each question waits for it", () => {
  const seen = temporaryFolder();
  const script = `import(${JSON.stringify(pathToFileURL("dist/src/cli/questions/query.js").href)})`;
  execFileSync(process.execPath, ["-e", script], { env: { ...process.env, NODE_V8_COVERAGE: seen } });
  const loaded = readdirSync(seen).map((file) => readFileSync(join(seen, file), "utf8"));
  expect(loaded.join("\n")).toMatch(/node_modules\/@duckdb/);
  expect(loaded.join("\n")).not.toMatch(/node_modules\/(vega|@resvg|kysely|apache-arrow)/);
});
