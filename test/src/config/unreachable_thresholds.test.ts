import { describe, expect, test } from "vitest";
import { engagementCsv, fitCsv, readOneVersion, specDefinitionYaml } from "./definition_project.js";
import { configErrors } from "./temporary_project.js";

const file = "definition/2026-01-01/definition.yaml";
const lower = "; lower the threshold, or raise points or caps";
const combined = specDefinitionYaml
  .replace("two_axis", "combined")
  .replace("{grades: [A, B], min_engagement: 50}", "{min_total: 50}")
  .replace("activity_types: [pricing_form]", "activity_types: [], min_total: 60");
/** All that counts is capped at 30. */
const capped = engagementCsv.replace("30,bofu,", "30,bofu,awareness");

describe("a threshold that can be reached", () => {
  test("is the most that fit rules give together, and whatever uncapped engagement is asked for", async () => {
    const yaml = specDefinitionYaml.replace("min_engagement: 50", "min_engagement: 1000000");
    expect(await readOneVersion({ "definition.yaml": yaml })).toHaveLength(1);
  });

  test("is a sum of fractions", async () => {
    const tenths = [1, 2, 3].map((nth) => `r${nth},Tenths,country,equals,${nth},0.1,,\n`);
    const yaml = specDefinitionYaml.replace("{A: 40,", "{A: 40.3,");
    expect(await readOneVersion({ "definition.yaml": yaml, "fit.csv": fitCsv + tenths.join("") })).toHaveLength(1);
  });

  test("may be 0 or below, even without a rule", async () => {
    const yaml = specDefinitionYaml
      .replace("{A: 40, B: 25, C: 10}", "{A: 0, B: -10, C: -20}")
      .replace("min_engagement: 50", "min_engagement: 0")
      .replace("{high: 50, medium: 20}", "{high: 0, medium: -1}");
    expect(
      await readOneVersion({ "definition.yaml": yaml, "fit.csv": undefined, "engagement.csv": undefined }),
    ).toHaveLength(1);
  });

  test("may be a total of both axes", async () => {
    const yaml = combined.replace("min_total: 60", "min_total: 70").replace("high: 50", "high: 30");
    expect(await readOneVersion({ "definition.yaml": yaml, "engagement.csv": capped })).toHaveLength(1);
  });
});

describe("a threshold that can never be reached", () => {
  test("is a grade above all fit rules together, of each group the best", async () => {
    const group = "director,Director,seniority,equals,director,20,seniority,\nworse,Worse,country,equals,x,-5,,\n";
    const yaml = specDefinitionYaml.replace("{A: 40,", "{A: 41,");
    expect(await configErrors(readOneVersion({ "definition.yaml": yaml, "fit.csv": fitCsv + group }))).toEqual([
      `${file}:3:13: grades.A: 41 can never be reached: the rules of fit.csv give at most 40${lower}`,
    ]);
  });

  test("is an engagement above all caps that a rule fills", async () => {
    const yaml = specDefinitionYaml.replace("{awareness: 30}", "{awareness: 30, unused: 100}");
    const most = "the rules of engagement.csv give, after caps, at most 30";
    expect(await configErrors(readOneVersion({ "definition.yaml": yaml, "engagement.csv": capped }))).toEqual([
      `${file}:8:44: mql.scored.min_engagement: 50 can never be reached: ${most}${lower}`,
      `${file}:11:18: quadrant.high: 50 can never be reached: ${most}${lower}`,
    ]);
    const losing = capped.replaceAll(/,(30|0\.5),/g, ",-1,");
    expect(await configErrors(readOneVersion({ "definition.yaml": yaml, "engagement.csv": losing }))).toHaveLength(3);
  });

  test("is a default that definition.yaml does not say", async () => {
    const yaml = specDefinitionYaml.replace(/quadrant: .*\n/, "").replace("min_engagement: 50", "min_engagement: 30");
    expect(await configErrors(readOneVersion({ "definition.yaml": yaml, "engagement.csv": capped }))).toEqual([
      expect.stringMatching(/definition\.yaml:1:1: quadrant: missing; 50 can never be reached: /),
    ]);
  });

  test("is a total above both axes", async () => {
    const yaml = combined.replace("min_total: 50", "min_total: 71").replace("min_total: 60", "min_total: 70.1");
    const most = "the rules of fit.csv give at most 40 and the rules of engagement.csv give, after caps, at most 30";
    expect(
      await configErrors(
        readOneVersion({ "definition.yaml": yaml.replace("high: 50", "high: 30"), "engagement.csv": capped }),
      ),
    ).toEqual([
      `${file}:8:23: mql.scored.min_total: 71 can never be reached: ${most}${lower}`,
      `${file}:10:64: tiers.hot.min_total: 70.1 can never be reached: ${most}${lower}`,
    ]);
  });

  test("is any of an axis without a table, and the first of all where the folder has neither", async () => {
    expect(await configErrors(readOneVersion({ "fit.csv": undefined }))).toEqual(
      ["13: grades.A: 40", "20: grades.B: 25", "27: grades.C: 10"].map(
        (grade) => `${file}:3:${grade} can never be reached: without a fit.csv the fit is never above 0${lower}`,
      ),
    );
    expect(await configErrors(readOneVersion({ "fit.csv": undefined, "engagement.csv": undefined }))).toEqual([
      `${file}:3:13: grades.A: 40 can never be reached: the folder has no fit.csv and no engagement.csv, so nothing earns points; add them (e.g. from a preset), or remove the folder`,
    ]);
  });

  test("is not told while a rule cannot be read: it may be the one that reaches", async () => {
    expect(await configErrors(readOneVersion({ "fit.csv": fitCsv.replace(",25,", ",many,") }))).toHaveLength(1);
  });
});
