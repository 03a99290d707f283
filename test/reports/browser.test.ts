import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { funnel } from "../../reports/funnel.js";
import { chromium, type Tab, withTab } from "../support/browser.js";
import { manyRows } from "./many_rows.js";
import { hostileText, withMarts } from "./mart_rows.js";

let [folder, page, file, large] = ["", "", "", ""];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "page-"));
  page = await withMarts((warehouse) => funnel.render(warehouse));
  file = saved("page.html", page);
  large = saved("large.html", await withMarts((warehouse) => funnel.render(warehouse), manyRows()));
});
afterAll(() => rmSync(folder, { recursive: true }));

function saved(name: string, markup: string): string {
  writeFileSync(join(folder, name), markup);
  return join(folder, name);
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The middle of the first element that fits, scrolled into view. */
const placeOf = (tab: Tab, selector: string) =>
  tab.evaluate<Place>(`(() => {
    const found = document.querySelector(${JSON.stringify(selector)});
    found.scrollIntoView({ block: "center" });
    const { x, y, width, height } = found.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  })()`);

async function until(tab: Tab, expression: string): Promise<void> {
  for (let tries = 0; !(await tab.evaluate<boolean>(expression)); tries++) {
    if (tries > 100) throw new Error(`never true: ${expression}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Moves over a chart, then onto one of its marks; answers what the tooltip says. */
async function told(tab: Tab, chart: string, mark: string): Promise<string> {
  const figure = await placeOf(tab, `#${chart} .still`);
  await tab.move(figure.x, figure.y);
  await until(tab, `document.querySelector("#${chart}").classList.contains("enlivened")`);
  const { x, y } = await placeOf(tab, `#${chart} .live ${mark}`);
  await tab.move(x, y);
  await until(tab, `!document.querySelector("#tip").hidden`);
  return tab.evaluate<string>(`document.querySelector("#tip").innerText`);
}

const points = ".mark-symbol.role-mark path";
const size = (selector: string) => `(() => {
  const { x, y, width, height } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
  return [x, y, width, height];
})()`;

describe.skipIf(chromium === undefined)("in a real browser", () => {
  test("a page has nothing to complain of and asks for nothing", () =>
    withTab(file, async (tab) => {
      await told(tab, "chart-funnel-by-source", points);
      expect(tab.complaints).toEqual([]);
      expect(tab.requests).toEqual([]);
    }));

  test("what the policy forbids is refused: else the silence above would mean nothing", async () => {
    const spoilt = page.replace(
      "<h1>",
      `<h1 style="color: red" onclick="0"><script>fetch("https://example.com")</script>`,
    );
    await withTab(saved("spoilt.html", spoilt), async (tab) => {
      expect(tab.complaints.length).toBeGreaterThanOrEqual(2);
      expect(tab.complaints.join()).toMatch(/Content Security Policy/);
    });
  });

  test("a mark under the pointer says its numbers, and is silent again when the pointer has gone", () =>
    withTab(file, async (tab) => {
      const words = await told(tab, "chart-funnel-by-source", points);
      expect(words.split("\n").slice(0, 10)).toEqual([
        ...["Source", "Web", "Stage", "SAL within 14 days", "Matured rate", "100.0%"],
        ...["95% interval", "34.2% to 100.0%", "Old enough", "2 of 3 MQLs"],
      ]);
      const { x, y } = await placeOf(tab, "footer");
      await tab.move(x, y);
      await until(tab, `document.querySelector("#tip").hidden`);
    }));

  test("a name that is markup is text in the tooltip too", () =>
    withTab(file, async (tab) => {
      const words = await told(tab, "chart-rejection-reasons", ".mark-rect.role-mark path");
      expect(words).toContain(hostileText);
      expect(await tab.evaluate(`document.querySelectorAll("#tip script").length`)).toBe(0);
      expect(await tab.evaluate(`document.querySelectorAll("script").length`)).toBe(page.match(/<script/g)!.length);
    }));

  test("the chart that answers stands just where the still one stood", () =>
    withTab(file, async (tab) => {
      const first = ".mark-text.role-axis-label text";
      await placeOf(tab, "#chart-funnel-by-month");
      const [still, label] = [
        await tab.evaluate<number[]>(size("#chart-funnel-by-month .still svg")),
        `.still ${first}`,
      ];
      const labelled = await tab.evaluate(size(`#chart-funnel-by-month ${label}`));
      const { x, y } = await placeOf(tab, "#chart-funnel-by-month");
      await tab.move(x, y);
      await until(tab, `document.querySelector("#chart-funnel-by-month").classList.contains("enlivened")`);
      expect(await tab.evaluate(size("#chart-funnel-by-month .live svg"))).toEqual(still);
      expect(await tab.evaluate(size(`#chart-funnel-by-month .live ${first}`))).toEqual(labelled);
    }));

  test("with scripts off every chart is seen, and beside it its table", () =>
    withTab(
      file,
      async (tab) => {
        const { root } = await tab.send<{ root: { nodeId: number } }>("DOM.getDocument", { depth: 1 });
        const find = { nodeId: root.nodeId, selector: "figure.chart .still svg" };
        const { nodeIds } = await tab.send<{ nodeIds: number[] }>("DOM.querySelectorAll", find);
        expect(nodeIds.length).toBe(page.match(/<figure class="chart"/g)!.length);
        for (const nodeId of nodeIds) {
          const { model } = await tab.send<{ model: { width: number; height: number } }>("DOM.getBoxModel", { nodeId });
          expect(model.width).toBeGreaterThan(300);
          expect(model.height).toBeGreaterThan(50);
        }
        expect(tab.complaints.filter((text) => !text.includes("script"))).toEqual([]);
      },
      false,
    ));

  test("many months and slices fit a laptop's width: nothing is cut, no letter of a chart leaves it", () =>
    withTab(large, async (tab) => {
      expect(await tab.evaluate("document.documentElement.scrollWidth")).toBe(1366);
      const wide = `[...document.querySelectorAll(".scroll")].filter((part) => part.scrollWidth > part.clientWidth).length`;
      expect(await tab.evaluate(wide)).toBe(0);
      const outside = `[...document.querySelectorAll("figure svg")].flatMap((svg) => {
        const edge = svg.getBoundingClientRect();
        return [...svg.querySelectorAll("text:not([opacity='0'])")].filter((text) => {
          const { left, right, top, bottom } = text.getBoundingClientRect();
          return left < edge.left - 1 || right > edge.right + 1 || top < edge.top - 1 || bottom > edge.bottom + 1;
        }).map((text) => text.textContent);
      })`;
      expect(await tab.evaluate(outside)).toEqual([]);
      expect(tab.complaints).toEqual([]);
    }));

  test("on paper the still charts are seen, whole, without what is for the pointer, and no table is cut", () =>
    withTab(large, async (tab) => {
      await told(tab, "chart-funnel-by-source", points);
      await tab.send("Emulation.setEmulatedMedia", { media: "print" });
      // The width of a landscape letter within its margins.
      await tab.send("Emulation.setDeviceMetricsOverride", {
        width: 965,
        height: 700,
        deviceScaleFactor: 1,
        mobile: false,
      });
      const seen = (selector: string) =>
        `[...document.querySelectorAll("${selector}")].filter((part) => part.checkVisibility()).length`;
      expect(await tab.evaluate(seen("#tip"))).toBe(0);
      expect(await tab.evaluate(seen(".live"))).toBe(0);
      expect(await tab.evaluate(seen("nav"))).toBe(0);
      expect(await tab.evaluate(seen(".still svg"))).toBe(9);
      expect(await tab.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(965);
      expect(await tab.evaluate(`getComputedStyle(document.querySelector("thead")).display`)).toBe(
        "table-header-group",
      );
    }));
});
