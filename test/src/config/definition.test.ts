import { describe, expect, test } from "vitest";
import { readDefinitions } from "../../../src/config/definition.js";
import { mistakesOf, projectOf } from "./project.js";

/** The definition that the specification prints. */
const printed = `name: two-axis
mode: two_axis
grades: {A: 40, B: 25, C: 10}
decay: {per_idle_month: 0.15}
recency: [{within_days: 14, weight: 2.5}, {within_days: 60, weight: 1.5}]
caps: {awareness: 30}
mql:
  scored: {grades: [A, B], min_engagement: 50}
  hand_raiser: {grades: [A, B], activity_types: [demo_request, pricing_velocity]}
tiers: {hot: {within_hours: 48, activity_types: [pricing_surge]}}
quadrant: {high: 50, medium: 20}
cool_off_days: 30
sign_off: {marketing: null, sales: null}
`;
const patterns = `rule_id,label,emits\r\nsurge,"Pricing, three times",pricing_surge\r\nfast,Fast, pricing_velocity \r\nnone,Silent,\r\n`;
const file = "definition/2026-01-01/definition.yaml";
const readOne = async (yaml: string, rules = patterns) =>
  readDefinitions(await projectOf({ [file]: yaml, "definition/2026-01-01/patterns.csv": rules }));
/** The mistakes of the printed definition with some of its lines replaced. */
const refused = (...changes: readonly (readonly [from: string | RegExp, to: string])[]) =>
  mistakesOf(readOne(changes.reduce((yaml, [from, to]) => yaml.replace(from, to), printed)));

describe("a definition that can be used", () => {
  test("is not needed: a project without one has none", async () => {
    expect(await readDefinitions(await projectOf())).toEqual([]);
    expect(await readDefinitions(await projectOf({ "definition/README.md": "" }))).toEqual([]);
  });

  test("comes in versions, in order of their dates", async () => {
    const yaml = printed.replaceAll("pricing_velocity", "email_reply").replaceAll("pricing_surge", "inbound_call");
    const dir = await projectOf({
      "definition/2026-07-01/definition.yaml": yaml.replace("cool_off_days: 30", "cool_off_days: 45"),
      "definition/2025-12-31/definition.yaml": yaml,
      "definition/.git/HEAD": "",
    });
    expect(await readDefinitions(dir)).toMatchObject([
      { version: "2025-12-31", effective_from: "2025-12-31", definition: { mode: "two_axis", cool_off_days: 30 } },
      { version: "2026-07-01", effective_from: "2026-07-01", definition: { cool_off_days: 45 } },
    ]);
  });

  test("may say the least, and combine the axes", async () => {
    const least =
      "name: c\nmode: combined\ngrades: {A: 3, B: 2, C: 1}\ndecay: {points_per_idle_month: 10}\nmql: {scored: {min_total: 50}}\n";
    const [version] = await readOne(least);
    expect(version?.definition).toEqual({
      ...{ name: "c", mode: "combined", grades: { A: 3, B: 2, C: 1 }, decay: { points_per_idle_month: 10 } },
      mql: { scored: { min_total: 50 }, hand_raiser: { grades: [], activity_types: [] } },
      ...{ recency: [], caps: {}, tiers: {}, quadrant: { high: 50, medium: 20 }, cool_off_days: 30 },
      sign_off: { marketing: null, sales: null },
    });
  });

  test("may switch the hand-raiser path off with an empty list", async () => {
    const yaml = printed.replace(/hand_raiser: .*/, "hand_raiser: []");
    expect((await readOne(yaml))[0]?.definition.mql.hand_raiser).toEqual({ grades: [], activity_types: [] });
  });
});

describe("a mistake in a definition", () => {
  test("in a key is named with file, line and column", async () => {
    expect(await refused(["cool_off_days", "cooloff_days"], ["medium: 20", "med: 20"])).toEqual([
      expect.stringMatching(/^definition\/2026-01-01\/definition\.yaml:11:22: quadrant\.med: unknown key; /),
      expect.stringMatching(
        /^definition\/2026-01-01\/definition\.yaml:12:1: cooloff_days: .* did you mean "cool_off_days"\?$/,
      ),
    ]);
  });

  test.each([
    ["{per_idle_month: 0.15, points_per_idle_month: 10}", 1],
    ["{}", 1],
  ])("of decay %s is that exactly one of the two keys counts", async (decay) => {
    expect(await refused([/decay: .*/, `decay: ${decay}`])).toEqual([
      `${file}:4:8: decay: give exactly one of per_idle_month and points_per_idle_month`,
    ]);
  });

  test.each([
    [
      "grades not falling from A to C",
      [/grades: \{A.*/, "grades: {A: 40, B: 40, C: 50}"],
      [/:3:20: grades\.B: must be below A \(40\)$/, /:3:27: grades\.C: must be below B \(40\)$/],
    ],
    [
      "recency not ascending",
      ["within_days: 60", "within_days: 14"],
      [/:5:57: recency\[1\]\.within_days: must be above the 14 before it$/],
    ],
    [
      "recency that weighs older days more",
      ["weight: 1.5", "weight: 3"],
      [/:5:69: recency\[1\]\.weight: must not exceed the 2\.5 before it$/],
    ],
    [
      "recency that weakens",
      ["weight: 1.5", "weight: 0.5"],
      [/recency\[1\]\.weight: expected a number of at least 1; found 0\.5$/],
    ],
    [
      "a grade that there is not",
      ["grades: [A, B], min", "grades: [A, E], min"],
      [/mql\.scored\.grades\[1\]: expected one of A, B, C, D; found "E"/],
    ],
    ["a quadrant upside down", ["high: 50", "high: 10"], [/:11:11: quadrant: high must be above medium$/]],
    [
      "a mode that there is not",
      ["mode: two_axis", "mode: two-axis"],
      [/:2:7: mode: expected one of two_axis, combined; found "two-axis"/],
    ],
    [
      "a threshold of the other mode",
      ["min_engagement: 50", "min_total: 50"],
      [
        /mql\.scored\.min_engagement: missing; expected a number$/,
        /mql\.scored\.min_total: unknown key; the keys known here are grades, min_engagement/,
      ],
    ],
  ] as const)("is %s", async (_, change, lines) => {
    expect(await refused(change)).toEqual(lines.map((line) => expect.stringMatching(line)));
  });

  test("is an activity type that is neither canonical nor emitted by a pattern", async () => {
    const why =
      "expected a canonical activity type or one that patterns.csv emits; patterns.csv emits pricing_surge, pricing_velocity";
    expect(await refused(["demo_request", "demo_requst"], ["[pricing_surge]", "[hype]"])).toEqual([
      `${file}:9:50: mql.hand_raiser.activity_types[0]: ${why}; found "demo_requst"; did you mean "demo_request"?`,
      `${file}:10:50: tiers.hot.activity_types[0]: ${why}; found "hype"`,
    ]);
  });

  test("is a pattern's type that the folder's patterns do not emit", async () => {
    const yaml = { [file]: printed };
    expect(await mistakesOf(readDefinitions(await projectOf(yaml)))).toEqual([
      expect.stringMatching(/activity_types\[1\]: .*; patterns\.csv emits none; found "pricing_velocity"/),
      expect.stringMatching(/tiers\.hot\.activity_types\[0\]: .* found "pricing_surge"/),
    ]);
  });

  test.each([
    [
      "without the column",
      "rule_id,emit\na,b\n",
      /patterns\.csv:1: .* found no column emits but rule_id, emit; mend the file$/,
    ],
    [
      "with a ragged row",
      "rule_id,emits\na,b\nc\n",
      /patterns\.csv:3: expected a UTF-8 CSV file of rules; found 1 fields/,
    ],
  ])("is a patterns.csv %s", async (_, rules, line) => {
    expect(await mistakesOf(readOne(printed, rules))).toEqual([expect.stringMatching(line)]);
  });

  test.each(["2026-02-30", "2026-1-1", "2026-01-01 (copy)", "january"])(
    "is a folder named %s: no real date",
    async (name) => {
      const dir = await projectOf({ [file]: printed, [`definition/${name}/definition.yaml`]: printed });
      expect(await mistakesOf(readDefinitions(dir))).toEqual([
        `definition/${name}: expected a real date such as 2026-01-01, each date once; found "${name}"; rename it`,
      ]);
    },
  );

  test("is a definition outside a version's folder, or a version without one", async () => {
    const outside = await projectOf({ "definition/definition.yaml": printed, "definition/fit.csv": "" });
    expect(await mistakesOf(readDefinitions(outside))).toEqual([
      "definition/definition.yaml: expected in a folder named by a date; move it into definition/2026-01-01/",
      "definition/fit.csv: expected in a folder named by a date; move it into definition/2026-01-01/",
    ]);
    const without = await projectOf({ "definition/2026-01-01/fit.csv": "" });
    expect(await mistakesOf(readDefinitions(without))).toEqual([
      `no ${file} in ${without}; every version has one: copy a preset's, or remove the folder`,
    ]);
  });
});
