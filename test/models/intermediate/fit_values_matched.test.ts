import { expect, test } from "vitest";
import { fit_values_matched } from "../../../models/intermediate/fit_values_matched.js";
import type { FitRule } from "../../../src/config/scoring_rules.js";
import { runModel } from "../../support/run_model.js";

/** Those of the given values of one attribute that a rule hits. */
const hit = async (match: FitRule["match"], value: string | null, ...given: (string | null)[]) => {
  const rows = await runModel(fit_values_matched, {
    attributes: given.map((one) => ({ person_id: "crm:1", attribute: "tools", value: one })),
    rules: [{ definition_version: "v", rule_id: "r", attribute: "tools", match, value }],
    lists: match === "equals" ? [{ attribute: "tools" }] : [],
  });
  return rows.map((row) => row.value).sort();
};

test("text matches ignore case, surrounding space and differences of Unicode composition", async () => {
  expect(await hit("regex", "^vp$", "\tVP\u00a0", "SVP")).toEqual(["\tVP\u00a0"]);
  expect(await hit("in", "Cafe\u0301; bar", "café ", "BAR", "tea")).toEqual(["BAR", "café "]);
  expect(await hit("contains", "market", "VP MARKETING", null)).toEqual(["VP MARKETING"]);
});

test("a rule hits a list if any whole element matches", async () => {
  expect(await hit("equals", "dbt", "Airflow; DBT ", "dbt-core")).toEqual(["Airflow; DBT "]);
});

test("a range includes both bounds and matches only plain numbers, not nan or 1_00", async () => {
  expect(await hit("range", "50..500", "49.9", "50", "500.0", "501", "nan", "1_00", null)).toEqual(["50", "500.0"]);
  expect(await hit("range", "50..", "inf", "1000", "x")).toEqual(["1000"]);
  expect(await hit("range", "..49", "-3", ".5", "50")).toEqual(["-3", ".5"]);
});

test("only is_null hits an observed blank, even if a pattern matches empty text", async () => {
  expect(await hit("is_null", null, null, "x")).toEqual([null]);
  expect(await hit("regex", "^(free)?$", null, "free")).toEqual(["free"]);
  expect(await hit("is_true", null, "Yes", "1", "no", null)).toEqual(["1", "Yes"]);
});
