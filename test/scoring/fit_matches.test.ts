import { expect, test } from "vitest";
import { score_breakdown } from "../../models/marts/score_breakdown.js";
import { rowsOf } from "../../src/table/rows.js";
import { rowsOfLeads } from "../support/arbitrary_leads.js";
import { runFacts, withBuiltModels, withoutFunnel } from "../support/built_models.js";
import { versionOf } from "../support/definition.js";
import { isoOf, microsOf } from "../support/micros.js";
import { fitAt } from "../support/naive_fit.js";

const values: Record<string, readonly (string | null)[]> = {
  seniority: ["VP", "vp", " Director ", "manager", "\u00a0VP\u00a0", "\tvp\n", null],
  employee_count: [
    "infinity",
    "nan",
    "1_00",
    "49",
    "49.5",
    "50",
    " 500 ",
    "500.0",
    "501",
    "-5",
    "+100",
    "1e2",
    ".5",
    "0x64",
    "1,000",
    "many",
    null,
  ],
  job_title: ["VP Marketing", "MVP hunter", " Head of Ops ", "HEAD\nof", "a.b", "axb", null],
  tech_stack: ["Airflow; DBT ", "kafka", "Air; flow", ";;dbt", "none", null],
  is_student: ["true", "1", " Yes ", "TRUE", "no", "t", "1.0", null],
  email_status: ["ß", "Σ", "é", "e\u0301", null],
};

/** Rules of one point each, as `attribute match value`. */
const rules = [
  "seniority in vp; Director",
  "seniority in vp;;x",
  "seniority equals  VP ",
  "seniority contains DIR",
  "seniority regex ^director$",
  "seniority is_null",
  "employee_count range 50..500",
  "employee_count range  50 .. 500 ",
  "employee_count range ..49.5",
  "employee_count range 500..",
  "employee_count range -10..0",
  "employee_count equals 500",
  "employee_count is_null",
  "job_title regex \\bvp\\b",
  "job_title regex ^head",
  "job_title regex ops$",
  "job_title contains Head of",
  "job_title contains a.b",
  "tech_stack equals dbt",
  "tech_stack in Kafka;Airflow",
  "tech_stack contains flow",
  "tech_stack regex ^air$",
  "tech_stack is_null",
  "is_student is_true",
  "email_status equals SS",
  "email_status equals σ",
  "email_status contains É",
  "industry is_null",
].map((rule) => {
  const [, attribute, match, value] = /^(\w+) (\w+) ?(.*)$/.exec(rule)!;
  return { rule_id: rule, attribute, match, value, points: 1 };
});

test("every kind of match hits the same values as the naive evaluation", async () => {
  const version = versionOf({ fit: rules });
  const [seenAt, now] = [microsOf("2025-06-01T00:00:00Z"), microsOf("2026-01-01T00:00:00Z")];
  const seen = Object.entries(values).flatMap(([attribute, all]) =>
    all.map((value) => ({ attribute, value, at: seenAt })),
  );
  const leads = seen.map((one) => ({ activities: [], observations: [one], recorded: null }));
  const rows = { ...withoutFunnel, ...rowsOfLeads(leads, now) };
  const breakdown = await withBuiltModels(runFacts(isoOf(now), {}, [version]), rows, [score_breakdown], (warehouse) =>
    rowsOf<{ person_id: string; rule_id: string }>(warehouse, "from marts.score_breakdown"),
  );
  for (const [at, { attribute, value }] of seen.entries()) {
    const hits = breakdown.filter(({ person_id }) => person_id === `crm:p${at}`).map(({ rule_id }) => rule_id);
    const wanted = fitAt(version.fit, leads[at]!.observations, now).counted.map(({ rule_id }) => rule_id);
    expect({ attribute, value, hits: hits.sort() }).toEqual({ attribute, value, hits: wanted.sort() });
  }
});
