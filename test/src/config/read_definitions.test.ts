import { describe, expect, test } from "vitest";
import { readDefinitions } from "../../../src/config/read_definitions.js";
import { engagementCsv, fitCsv, readOneVersion, specDefinitionYaml, versionFiles } from "./definition_project.js";
import { configErrors, createProject } from "./temporary_project.js";

const file = "definition/2026-01-01/definition.yaml";
/** The mistakes of the printed definition with some of its lines replaced. */
const refused = (...changes: readonly (readonly [from: string | RegExp, to: string])[]) =>
  configErrors(
    readOneVersion({
      "definition.yaml": changes.reduce((yaml, [from, to]) => yaml.replace(from, to), specDefinitionYaml),
    }),
  );

describe("a definition that can be used", () => {
  test("is not needed: a project without one has none", async () => {
    expect(await readDefinitions(await createProject())).toEqual([]);
    expect(await readDefinitions(await createProject({ "definition/README.md": "" }))).toEqual([]);
  });

  test("comes in versions, in order of their dates", async () => {
    const later = specDefinitionYaml.replace("cool_off_days: 30", "cool_off_days: 45");
    const dir = await createProject({
      ...versionFiles("2026-07-01", { "definition.yaml": later }),
      ...versionFiles("2025-12-31"),
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
    const [version] = await readOneVersion({
      "definition.yaml": least,
      "engagement.csv": engagementCsv.replace("awareness", ""),
    });
    expect(version?.definition).toEqual({
      ...{ name: "c", mode: "combined", grades: { A: 3, B: 2, C: 1 }, decay: { points_per_idle_month: 10 } },
      mql: { scored: { min_total: 50 }, hand_raiser: { grades: [], activity_types: [] } },
      ...{ recency: [], caps: {}, tiers: {}, quadrant: { high: 50, medium: 20 }, cool_off_days: 30 },
      sign_off: { marketing: null, sales: null },
    });
  });

  test("may switch the hand-raiser path off with an empty list", async () => {
    const yaml = specDefinitionYaml.replace(/hand_raiser: .*/, "hand_raiser: []");
    expect((await readOneVersion({ "definition.yaml": yaml }))[0]?.definition.mql.hand_raiser).toEqual({
      grades: [],
      activity_types: [],
    });
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
      [/grades: \{A.*/, "grades: {A: 40, B: 40, C: 40}"],
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

  test("is an activity type that is not canonical, or that stands in its list already", async () => {
    const why =
      "expected a canonical activity type (this version does not evaluate patterns, which could emit other types)";
    const hot = ["[pricing_form]", "[hype, chat_conversation, chat_conversation]"] as const;
    expect(await refused(["demo_request", "demo_requst"], hot)).toEqual([
      `${file}:9:50: mql.hand_raiser.activity_types[0]: ${why}; found "demo_requst"; did you mean "demo_request"?`,
      `${file}:10:50: tiers.hot.activity_types[0]: ${why}; found "hype"`,
      `${file}:10:75: tiers.hot.activity_types[2]: "chat_conversation" is already in this list; remove one of the two`,
    ]);
  });

  test.each(["-0.1", "0.91", "0.999999", "1.1"])("is a share of %s that a month of silence takes", async (share) => {
    expect(await refused(["per_idle_month: 0.15", `per_idle_month: ${share}`])).toEqual([
      `${file}:4:25: decay.per_idle_month: expected a number from 0 to 0.9, or 1 to lose all points after one idle month (values in between overflow); found ${share}`,
    ]);
  });

  test.each([0, 0.9, 1])("is not that a month of silence takes a share of %s", async (share) => {
    const yaml = specDefinitionYaml.replace("per_idle_month: 0.15", `per_idle_month: ${share}`);
    const [version] = await readOneVersion({ "definition.yaml": yaml });
    expect(version?.definition.decay).toEqual({ per_idle_month: share });
  });

  test.each(["2026-02-30", "2026-1-1", "2026-01-01 (copy)", "january"])(
    "is a folder named %s: no real date",
    async (name) => {
      const dir = await createProject({
        [file]: specDefinitionYaml,
        [`definition/${name}/definition.yaml`]: specDefinitionYaml,
      });
      expect(await configErrors(readDefinitions(dir))).toEqual([
        `definition/${name}: expected a date as the folder's name, such as 2026-01-01; found "${name}"; rename it`,
      ]);
    },
  );

  test("is a definition outside a version's folder, or a version without one", async () => {
    const outside = await createProject({ "definition/definition.yaml": specDefinitionYaml, "definition/fit.csv": "" });
    expect(await configErrors(readDefinitions(outside))).toEqual([
      "definition/definition.yaml: expected in a folder named by a date; move it into one such as definition/2026-01-01/",
      "definition/fit.csv: expected in a folder named by a date; move it into one such as definition/2026-01-01/",
    ]);
    const without = await createProject({ "definition/2026-01-01/fit.csv": fitCsv });
    expect(await configErrors(readDefinitions(without))).toEqual([
      `no ${file} in ${without}; every version needs one: copy it from a preset, or remove the folder`,
    ]);
  });

  test.each([
    ["engagment.csv", '; did you mean "engagement.csv"?'],
    ["Fit.csv", '; did you mean "fit.csv"?'],
    ["definition.yml", '; did you mean "definition.yaml"?'],
    ["history of our weights.csv", "; rename it or move it away"],
  ])("is a file %s that would be missed in silence", async (name, hint) => {
    const known = "definition.yaml, fit.csv, engagement.csv, patterns.csv";
    expect(await configErrors(readOneVersion({ [name]: engagementCsv }))).toEqual([
      `definition/2026-01-01/${name}: not a file of a definition; expected one of ${known}${hint}`,
    ]);
  });

  test("is a folder in place of a table, but not what spreadsheets and people leave beside the files", async () => {
    expect(await configErrors(readOneVersion({ "patterns.csv/a": "" }))).toEqual([
      "definition/2026-01-01/patterns.csv: is a folder; expected a file",
    ]);
    expect(await readOneVersion({ "~$fit.csv": "", ".~lock.fit.csv#": "", "notes.md": "" })).toHaveLength(1);
  });

  test("is told together with those of the tables beside it", async () => {
    const wrong = {
      "definition.yaml": specDefinitionYaml.replace("cool_off_days", "cooloff_days"),
      "fit.csv": "rule\n",
    };
    const lines = await configErrors(readOneVersion(wrong));
    expect(lines[0]).toMatch(/definition\.yaml:12:1: cooloff_days/);
    expect(lines[1]).toMatch(/fit\.csv:1: column rule_id: missing/);
  });
});
