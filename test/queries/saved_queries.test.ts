import { expect, test } from "vitest";
import { funnelStages } from "../../src/base/lifecycle.js";
import { readCatalogue } from "../../src/project/catalogue.js";
import { runQuery } from "../../src/query/run_query.js";
import { bindParams, listSavedQueries, readSavedQuery, type SavedQuery } from "../../src/query/saved_queries.js";
import { runSavedQuery } from "../../src/report/run_saved_query.js";
import { scoredRows, withMarts, withSandboxedMarts } from "../reports/mart_rows.js";

type Row = Record<string, unknown>;

const ofStages = (columns: (stage: string) => string[]) => funnelStages.flatMap(columns).join(" ");
const slice = "period_kind period_start dimension value";
const matured = (stage: string) => [
  ...[`mature_${stage}`, `reached_${stage}_in_window`],
  ...["", "_low", "_high"].map((bound) => `matured_rate_${stage}${bound}`),
];
const toDate = (stage: string) => [
  ...[`reached_${stage}`, ...(stage === "won" ? [] : [`own_${stage}`, `imputed_${stage}`])],
  ...["", "_low", "_high"].map((bound) => `rate_${stage}${bound}`),
];
const rated = (stage: string) => [
  ...[`mature_${stage}`, `reached_${stage}_in_window`],
  ...["", "_low", "_high"].map((bound) => `rate_${stage}${bound}`),
];
const trend = (stage: string) => [
  ...matured(stage),
  ...[`previous_matured_rate_${stage}`, `is_change_${stage}`, `target_${stage}`],
];

/** The columns that each query promises, in order: analysts' spreadsheets rely on them. */
const promised: Readonly<Record<string, string>> = {
  calibration: `axis band band_low band_high mqls is_small verdict is_good_cut backfilled_mqls backfilled_share worked_mqls never_worked_mqls ${ofStages(
    rated,
  )} worked_mature_sql worked_reached_sql_in_window worked_rate_sql worked_rate_sql_low worked_rate_sql_high decided refused`,
  "campaign-outcomes":
    "campaign_id campaign is_small mqls reached_sal reached_sql reached_opportunity reached_won rejected mature_sql matured_rate_sql matured_rate_sql_low matured_rate_sql_high won_amount",
  "conversion-times": "period_start to_stage mqls is_mature converted excluded median_days p75_days p90_days",
  "data-quality":
    "check subject count share severity example concern advice subjects_in_check has_private_subject meaning note",
  "disqualified-people": "rule_id people share became_mql accepted won",
  "funnel-by-dimension": `${slice} label is_small mqls people unqualified_entries ${ofStages((stage) => [
    ...toDate(stage),
    ...matured(stage),
  ])} reached_meeting rate_meeting awaiting decided refused rejection_rate rejected ${ofStages((stage) => [`target_${stage}`])}`,
  "funnel-by-stage":
    "period_kind period_start dimension value stage window_days is_small mqls mature is_mature has_few_mature reached_in_window matured_rate matured_rate_low matured_rate_high target previous_matured_rate is_change",
  "funnel-trend": `${slice} is_small mqls ${ofStages(trend)}`,
  "implied-stages": "dimension value stage mqls is_small reached recorded inferred inferred_share",
  "loss-reasons": "loss_reason opportunities share from_mql amount no_amount reporting_currency median_days",
  "mql-origins":
    "period_start mqls recorded computed met_definition not_met not_met_share mature_met met_sql_rate mature_not_met not_met_sql_rate",
  "open-mqls":
    "cycle_id person_id owner_id owner_team account_id source channel campaign persona tier mql_at days_waiting first_touch_at meeting_at as_of",
  "open-mqls-by-owner": "owner_id owner_team waiting over_limit never_touched median_days oldest_days oldest_mql_date",
  "open-pipeline":
    "stage opportunities from_mql amount no_amount reporting_currency median_days oldest_days unknown_days",
  "outcomes-by-score-band": "band mqls awaiting sal sql opportunity won lost rejected recycled never_worked",
  "owner-outcomes":
    "period_kind period_start dimension value is_small mqls awaiting decided refused rejection_rate rejected mature_sal reached_sal_in_window matured_rate_sal matured_rate_sal_low matured_rate_sal_high mature_sql reached_sql_in_window matured_rate_sql matured_rate_sql_low matured_rate_sql_high reached_opportunity reached_won",
  "people-with-several-records":
    "person_id records systems leads contacts by_conversion by_link by_merge by_email mqls",
  "person-timeline":
    "event_id person_id cycle_no occurred_at stage origin reason cycle_outcome is_approximate is_clamped recorded_at mql_at system entity record_id opportunity_id",
  "rejected-mqls":
    "cycle_id person_id mql_date rejected_date outcome rejected_from rejection_reason source channel campaign persona owner_id owner_team path grade engagement_score total_score days_to_rejection has_touch reversed_rejections mql_at rejected_at",
  "rejected-then-won":
    "won_cycle_id person_id rejected_date rejection_reason rejections is_same_cycle won_date days_later source channel owner_id owner_team opportunity_id amount_credited",
  "rejection-reasons": `${slice} reason rejected share previous_share rejected_at_mql dropped_later`,
  "rejections-without-reason":
    "period_kind period_start dimension value rejected no_reason unmapped expired share_without_reason",
  "repeat-mqls":
    "person_id cycles outcomes first_mql_date latest_mql_date source repeat_mqls blocked_by_cool_off has_won",
  "revenue-by-source":
    "dimension value has_mql won_opportunities open_opportunities won_amount open_amount lost_amount reporting_currency opportunities_without_amount",
  "run-history":
    "run_id command status exit_code publication_id definition_version file_count minutes is_current as_of started_at finished_at",
  "sales-sourced": "value people later_mqls sqls opportunities wins lost won_amount",
  "score-breakdown": "person_id axis rule_id label buying_stage hits raw_points points first_at last_at score",
  "score-history":
    "person_id scored_at definition_version fit_score grade engagement_score total_score is_disqualified path tier is_mql_eligible is_fit_backfilled",
  "slow-handoffs":
    "cycle_id person_id owner_id owner_team source tier grade outcome reaction hours_waited mql_is_approximate mql_at first_touch_at reacted_at",
  "source-freshness": "system kind rows newest_at hours_old rows_7d rows_before",
  "stuck-mqls":
    "cycle_id person_id outcome stage_date days_in_stage owner_id owner_team source channel grade opportunity_id amount_credited mql_date first_touch_at meeting_at",
  "threshold-advice": `axis threshold is_recommended reason is_small mqls backfilled_mqls mqls_per_month capacity_used busiest_team busiest_team_used ${[
    ...rated("sal"),
    ...rated("sql"),
  ].join(" ")} sqls_below decided refused rejected_share is_cliff z_cliff z_cliff_sql`,
  wins: "cycle_id person_id opportunity_id source channel first_campaign_id trigger_campaign_id campaign persona industry owner_id owner_team path grade engagement_score total_score cycle_no reversed_rejections days_to_win amount_credited mql_date won_date",
};

const queries = listSavedQueries("queries");
const keysOf = ({ grain }: SavedQuery) => grain.replace("One row per ", "").split(/, | and /);

test("each saved query has its promise of columns here", () => {
  expect(queries.map(({ name }) => name)).toEqual(Object.keys(promised));
});

test("each example answers in the analyst's sandbox, with the promised columns and one row per grain", () =>
  withSandboxedMarts(async (reader) => {
    for (const query of queries) {
      const { names, chunks } = await runQuery(reader, query.sql, bindParams(query, query.exampleParams));
      const rows: Row[] = [];
      for await (const chunk of chunks) rows.push(...chunk.getRowObjects(names));
      const keys = rows.map((row) => JSON.stringify(keysOf(query).map((key) => String(row[key]))));
      expect({ [query.name]: names.join(" ") }).toEqual({ [query.name]: promised[query.name] });
      expect(names).toEqual(expect.arrayContaining(keysOf(query)));
      expect({ [query.name]: new Set(keys).size }).toEqual({ [query.name]: rows.length });
    }
  }));

/** Tables beside the marts: nothing in the marts has the same. */
const besideMarts: Readonly<Record<string, readonly string[]>> = {
  "people-with-several-records": ["intermediate.person_records"],
  "source-freshness": ["intermediate.activities", "intermediate.sales_touches"],
};

test("queries read marts, and nothing that says who a human is", async () => {
  const { models } = await readCatalogue();
  const personal = models
    .filter(({ name }) => name.startsWith("marts."))
    .flatMap(({ columns }) =>
      Object.entries(columns).filter(([, { personal, personalWhere }]) => personal && personalWhere === undefined),
    )
    .map(([name]) => name);
  expect(personal).toContain("email");
  personal.push("job_title", "company", "account_name", "rejection_reason_raw", "loss_reason_raw", "detail");
  for (const { name, sql } of queries) {
    const text = sql.replace(/--[^\n]*/g, "");
    expect(text.match(/\b(raw|staging|intermediate)\.\w+/g) ?? []).toEqual(besideMarts[name] ?? []);
    expect(text.replace(/'[^']*'/g, "")).not.toMatch(new RegExp(`\\b(${personal.join("|")})\\b`));
    expect(text).not.toMatch(/\bjoin\b(?<!\b(inner|left|cross|full|anti|semi|asof left) join)/);
    expect(text.replace(/'[^']*'/g, "")).toBe(text.replace(/'[^']*'/g, "").toLowerCase());
  }
});

const answered = (query: string, params: Record<string, string>, columns: readonly string[]) =>
  withMarts(async (warehouse) => {
    const { rows } = await runSavedQuery<Row>(warehouse, { query, params });
    return rows.map((row) => columns.map((column) => String(row[column])));
  });

test("small slices follow the ranked ones by their size, whatever their rate", async () => {
  const found = await answered("funnel-by-dimension", { dimension: "source" }, ["value", "mqls", "is_small"]);
  expect(found.map(([value, ...rest]) => [value!.slice(0, 5), ...rest])).toEqual([
    ["Web", "3", "false"],
    ["Event", "2", "true"],
    ["<scri", "1", "true"],
  ]);
});

test("stages follow each other within a slice, with the numbers of the funnel, its window and whether all had it", async () => {
  const columns = [
    "value",
    "stage",
    "window_days",
    "mqls",
    "mature",
    "is_mature",
    "has_few_mature",
    "reached_in_window",
    "matured_rate",
  ];
  const found = await answered("funnel-by-stage", { dimension: "source", slices: "2" }, columns);
  expect(found.map((row) => row.join(" "))).toEqual([
    "Web sal 14 3 2 false true 2 1",
    "Web sql 45 3 2 false true 2 1",
    "Web opportunity 90 3 2 false true 0 0",
    "Web won 270 3 0 false true 0 null",
    "Event sal 14 2 2 true true 1 0.5",
    "Event sql 45 2 2 true true 0 0",
    "Event opportunity 90 2 2 true true 0 0",
    "Event won 270 2 0 false true 0 null",
  ]);
});

test("revenue by source counts a deal of two people once, and adds up to all opportunities", async () => {
  const columns = ["value", "won_opportunities", "won_amount", "open_opportunities", "opportunities_without_amount"];
  expect(await answered("revenue-by-source", {}, columns)).toEqual([
    ["Web", "1", "100.01", "null", "null"],
    ["(no MQL)", "1", "7.00", "1", "1"],
  ]);
  const march = { closed_from: "2026-03-01", closed_to: "2026-03-31" };
  expect(await answered("revenue-by-source", march, columns)).toEqual([["Web", "1", "100.01", "null", "null"]]);
  await expect(answered("revenue-by-source", { dimension: "colour" }, columns)).rejects.toThrow(
    /dimension is "colour", expected source, channel/,
  );
});

test("bands of a score keep their order, small or not", async () => {
  for (const query of ["funnel-by-dimension", "funnel-by-stage"]) {
    const found = await withMarts(async (warehouse) => {
      const { rows } = await runSavedQuery<Row>(warehouse, { query, params: { dimension: "engagement_band" } });
      return [...new Set(rows.map(({ value }) => value))];
    }, scoredRows);
    expect(found).toEqual(["[0,31)", "[31,51)", "[51,71)", "[71,inf)", "(none)"]);
  }
});

test("a campaign is counted by its id and read by its name", async () => {
  const found = await answered("funnel-by-dimension", { dimension: "trigger_campaign" }, ["value", "label"]);
  expect(found).toContainEqual(["701A", "Spring webinar"]);
  expect(found).toContainEqual(["(none)", "(none)"]);
});

test("an open MQL waits for whole days that have passed", async () => {
  expect(await answered("open-mqls", {}, ["person_id", "owner_id", "days_waiting"])).toEqual([["crm:3", "005A", "2"]]);
  expect(await answered("open-mqls", { owner: "nobody" }, ["person_id"])).toEqual([]);
});

test("bands follow each other from the lowest score up, an axis after the other", async () => {
  const bands = await answered("calibration", {}, ["axis", "band"]);
  expect(bands.map(([axis, band]) => `${axis} ${band}`)).toEqual(
    ["engagement", "total"].flatMap((axis) =>
      ["[0,31)", "[31,51)", "[51,71)", "[71,inf)"].map((band) => `${axis} ${band}`),
    ),
  );
  expect(await answered("threshold-advice", { axis: "total" }, ["axis", "threshold"])).toEqual([
    ["total", "31"],
    ["total", "51"],
    ["total", "71"],
  ]);
});

test("a breakdown begins with the fit, then what weighs most; a history goes forward in time", async () => {
  const person = "0035e000000004aAAA";
  expect(await answered("score-breakdown", { person }, ["axis", "rule_id", "points", "score"])).toEqual([
    ["fit", "vp", "40", "40"],
    ["engagement", "webinar", "32.5", "12.5"],
    ["engagement", "cap:awareness", "-30", "12.5"],
    ["engagement", "demo", "10", "12.5"],
  ]);
  expect(await answered("score-history", { person }, ["total_score"])).toEqual([["50"], ["65"]]);
});

for (const person of ["crm:0035e000000004aAAA", "0035e000000004aAAA", "00Q5e00000Ld016EAB"]) {
  test(`a person is found by ${person}`, async () => {
    expect(await answered("person-timeline", { person }, ["event_id", "stage", "cycle_outcome"])).toEqual([
      ["e1", "mql", "rejected"],
      ["e2", "rejected", "rejected"],
    ]);
  });
}

test("a timeline needs a person", () => {
  expect(() => bindParams(readSavedQuery("queries", "person-timeline"), {})).toThrow("the parameter person is missing");
});

test("a long list of unmapped values is cut, and says how many there are", async () => {
  const found = await answered("data-quality", { severity: "warn", subjects: "2" }, ["subject", "subjects_in_check"]);
  expect(found.filter(([subject]) => subject!.startsWith("Title"))).toEqual([
    ["Title 5", "5"],
    ["Title 4", "5"],
  ]);
});
