/**
 * Measures the scoring models on a generated project with many activities and compares them with `count(*)` of the
 * activity file: `npm run bench:scoring -- --activities 5000000`
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { DuckDBConnection } from "@duckdb/node-api";
import { active_months } from "../models/intermediate/active_months.js";
import { activities_scored } from "../models/intermediate/activities_scored.js";
import { activity_kinds } from "../models/intermediate/activity_kinds.js";
import { attribute_spans } from "../models/intermediate/attribute_spans.js";
import { engagement_instants } from "../models/intermediate/engagement_instants.js";
import { engagement_marks } from "../models/intermediate/engagement_marks.js";
import { engagement_rules_matched } from "../models/intermediate/engagement_rules_matched.js";
import { fit_hits } from "../models/intermediate/fit_hits.js";
import { fit_scores } from "../models/intermediate/fit_scores.js";
import { fit_values_matched } from "../models/intermediate/fit_values_matched.js";
import { mql_instants } from "../models/intermediate/mql_instants.js";
import { people_scored } from "../models/intermediate/people_scored.js";
import { points_now } from "../models/intermediate/points_now.js";
import { score_breakdown } from "../models/marts/score_breakdown.js";
import { score_history } from "../models/marts/score_history.js";
import { packageRoot } from "../src/base/package_root.js";
import { shapeOf } from "../src/config/definition_shape.js";
import { warehousePath } from "../src/config/project_paths.js";
import { loadExports } from "../src/load/night/load_exports.js";
import { buildWarehouse } from "../src/night/build_warehouse.js";
import { openProject } from "../src/project/project.js";
import type { Instant } from "../src/table/columns.js";
import { withWarehouse } from "../src/table/database_file.js";
import { compileModel, type Model, publishedName } from "../src/table/model.js";
import { rowsOf } from "../src/table/rows.js";
import { medianOf, secondsOfCount, timeSeconds } from "./measure.js";

const { values } = parseArgs({
  options: { activities: { type: "string", default: "5000000" }, keep: { type: "boolean", default: false } },
});
const activities = Number(values.activities);
const people = Math.round(activities / 50);
const asOf = "2026-07-01T00:00:00Z" as Instant;

const scoring: readonly Model[] = [
  attribute_spans,
  fit_values_matched,
  fit_hits,
  fit_scores,
  engagement_rules_matched,
  activity_kinds,
  activities_scored,
  active_months,
  engagement_marks,
  engagement_instants,
  mql_instants,
  points_now,
  people_scored,
  score_history,
  score_breakdown,
];

const closedloopYaml = `sources:
  - name: map
    system: mapped
    path: exports
    settle_seconds: 0
    entities:
      people: {file: people.csv, columns: {record_id: id, email: email, job_title: title, industry: industry, employee_count: employees, country: country, created_at: created_at}}
      activities: {file: activities.csv, columns: {record_id: person, occurred_at: happened_at, activity_id: id, activity_type: type, asset: asset}}
`;

/** Writes pseudo-random exports, the same in every run. Most people have few activities, some have many; most activities are reading. */
async function makeExports(folder: string): Promise<void> {
  const pick = (of: string, list: readonly string[]) =>
    `[${list.map((one) => `'${one}'`).join(", ")}][1 + (${of} % ${list.length})::integer]`;
  const titles = ["VP Marketing", "Marketing Manager", "Software Engineer", "Student", "Director of Sales", "Analyst"];
  const types = [
    ...Array<string>(9).fill("email_open"),
    ...Array<string>(8).fill("web_page_visit"),
    ...Array<string>(4).fill("email_click"),
    "blog_visit",
    "blog_visit",
    "content_download",
    "pricing_page_visit",
    "webinar_attendance",
    "form_fill",
    "case_study_download",
    "other",
    "email_unsubscribe",
    "event_attendance",
  ];
  await withWarehouse(":memory:", "READ_WRITE", async (memory) => {
    await memory.run(`copy (
      select 'P' || lpad(i::varchar, 17, '0') as id, 'p' || i || '@company' || (i % 20011) || '.example' as email,
        ${pick("hash(i * 3)", titles)} as title, ${pick("hash(i * 5)", ["Software", "Retail", "Fintech"])} as industry,
        1 + hash(i * 7) % 6000 as employees, ${pick("hash(i * 11)", ["Germany", "France", "United States"])} as country,
        strftime(timestamp '2024-01-01' + to_seconds((hash(i) % 40000000)::bigint), '%Y-%m-%dT%H:%M:%SZ') as created_at
      from range(${people}) as made(i)) to '${join(folder, "people.csv")}' (header)`);
    await memory.run(`copy (
      select 'P' || lpad(floor(${people} * pow((hash(i * 13) % 1000003) / 1000003.0, 2))::bigint::varchar, 17, '0') as person,
        strftime(timestamp '2024-07-01' + to_milliseconds((hash(i * 17) % 63072000000)::bigint), '%Y-%m-%dT%H:%M:%S.%gZ') as happened_at,
        'a' || i as id, ${pick("hash(i * 19)", types)} as type, '/page/' || (hash(i * 23) % 5000) as asset
      from range(${activities}) as made(i)) to '${join(folder, "activities.csv")}' (header)`);
  });
}

const printSeconds = (name: string, seconds: number, of: number) =>
  console.log(`${name.padEnd(44)} ${seconds.toFixed(3).padStart(9)} s ${(seconds / of).toFixed(2).padStart(8)} x`);

/** The two slowest operators of a model's query plan, as DuckDB measures them. */
async function slowestOperators(warehouse: DuckDBConnection, model: Model): Promise<string[]> {
  const [plan] = await rowsOf<Record<string, string>>(
    warehouse,
    `explain (analyze, format json) ${compileModel(model, publishedName, shapeOf(project))}`,
  );
  interface Step {
    operator_name?: string;
    operator_timing?: number;
    operator_cardinality?: number;
    extra_info?: Record<string, unknown>;
    children?: Step[];
  }
  const steps = (step: Step): Step[] => [step, ...(step.children ?? []).flatMap(steps)];
  return steps(JSON.parse(plan!.explain_value!) as Step)
    .sort((one, two) => (two.operator_timing ?? 0) - (one.operator_timing ?? 0))
    .slice(0, 2)
    .map(
      ({ operator_name, operator_timing, operator_cardinality, extra_info }) =>
        `${operator_name?.trim()} ${operator_timing?.toFixed(2)} s (all threads), ${operator_cardinality} rows: ${JSON.stringify(extra_info).slice(0, 240)}`,
    );
}

const folder = await mkdtemp(join(tmpdir(), "closedloop-bench-"));
const exports = join(folder, "exports");
await mkdir(exports);
await writeFile(join(folder, "closedloop.yaml"), closedloopYaml);
await cp(join(packageRoot(), "seeds", "definitions", "two-axis"), join(folder, "definition", "2024-01-01"), {
  recursive: true,
});
const yaml = join(folder, "definition", "2024-01-01", "definition.yaml");
// The shipped list of hot types is empty and costs nothing, so a type is added.
await writeFile(
  yaml,
  (await readFile(yaml, "utf8")).replace("activity_types: []}", "activity_types: [pricing_page_visit]}"),
);
await makeExports(exports);
const project = await openProject(folder);
const path = warehousePath(project);
const file = join(exports, "activities.csv");

const one = await secondsOfCount(file);
printSeconds(`count(*) of ${activities} activities in CSV`, one, one);

const { config, catalogue } = project;
printSeconds(
  "load",
  await timeSeconds(() => loadExports({ project: folder, config, tables: catalogue.sources, asOf })),
  one,
);
const seconds = new Map<string, number>();
printSeconds(
  "build",
  await timeSeconds(() => buildWarehouse(project, asOf, ({ table, seconds: took }) => seconds.set(table, took))),
  one,
);
for (const { name } of scoring) printSeconds(`  ${name}`, seconds.get(name) ?? Number.NaN, one);
const total = scoring.reduce((sum, { name }) => sum + (seconds.get(name) ?? 0), 0);
printSeconds("all scoring models, with their checks", total, one);
for (const [name, took] of [...seconds].sort(([, a], [, b]) => b - a).slice(0, 8))
  printSeconds(`slowest: ${name}`, took, one);

await withWarehouse(path, "READ_ONLY", async (warehouse) => {
  const [busy] = await rowsOf<{ person_id: string }>(
    warehouse,
    `select people.person_id
    from intermediate.activities_scored as scored
    inner join intermediate.people_resolved as people using (person_no)
    group by people.person_id order by count(*) desc, people.person_id limit 1`,
  );
  const [usual] = await rowsOf<{ person_id: string }>(
    warehouse,
    `select min(people.person_id) as person_id from intermediate.people_resolved as people
    where people.person_no in (select person_no from intermediate.activities_scored group by person_no having count(*) = 40)`,
  );
  const of = (person: string) => `from marts.score_history where person_id = '${person}'`;
  const usually = await medianOf(11, () => timeSeconds(() => rowsOf(warehouse, of(usual!.person_id))));
  printSeconds("score_history of a person with 40 activities", usually, one);
  const ask = of(busy!.person_id);
  const [rows] = await rowsOf<{ rows: bigint }>(warehouse, `select count(*) as rows from (${ask})`);
  const busily = await medianOf(11, () => timeSeconds(() => rowsOf(warehouse, ask)));
  printSeconds(`score_history of the busiest person, ${rows!.rows} rows`, busily, one);
  for (const model of [activities_scored, engagement_instants]) {
    for (const step of await slowestOperators(warehouse, model)) console.log(`${model.name}: ${step}`);
  }
});
if (values.keep) console.log(folder);
else await rm(folder, { recursive: true, force: true });
