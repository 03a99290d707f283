/** Compares the product's SQL with the naive evaluation, for random leads and definitions. */
import { expect } from "vitest";
import { mql_instants } from "../../models/intermediate/mql_instants.js";
import { mql_cycles } from "../../models/marts/mql_cycles.js";
import { people } from "../../models/marts/people.js";
import { score_breakdown } from "../../models/marts/score_breakdown.js";
import { score_history } from "../../models/marts/score_history.js";
import { rowsOf } from "../../src/table/rows.js";
import { type RecordedLead, rowsOfLeads } from "./arbitrary_leads.js";
import { type RowsByTable, runFacts, withBuiltModels, withoutFunnel } from "./built_models.js";
import { type GivenVersion, versionOf } from "./definition.js";
import { isoOf, type Micros } from "./micros.js";
import {
  breakdownOf,
  currentScoreOf,
  datedVersions,
  mqlInstantsOf,
  scoreHistoryOf,
  scoreRecordedMql,
  type Version,
} from "./naive_score.js";

type Row = Record<string, unknown>;
/** The rows of one person, by table. */
export type PersonTables = Record<"history" | "instants" | "scores" | "breakdown" | "cycle", Row[]>;

export interface Scenario {
  given: readonly GivenVersion[];
  versions: readonly Version[];
  leads: readonly RecordedLead[];
  asOf: Micros;
  /** True to build cycles too, which doubles the time. */
  hasCycles: boolean;
}

const zone = "America/New_York";
export const scenarioOf = (given: readonly GivenVersion[], rest: Omit<Scenario, "given" | "versions">): Scenario => ({
  ...rest,
  given,
  versions: datedVersions(zone, given.map(versionOf)),
});

const columns: Record<keyof PersonTables, readonly string[]> = {
  history: [
    ..."scored_at definition_version fit_score grade engagement_score total_score".split(" "),
    ..."is_disqualified tier path is_mql_eligible".split(" "),
  ],
  instants: [
    ..."scored_at definition_version fit_score grade engagement_score total_score".split(" "),
    ..."path tier is_fit_backfilled".split(" "),
  ],
  scores: "fit_score grade engagement_score total_score is_disqualified quadrant action tier".split(" "),
  breakdown: "rule_id axis hits raw_points points first_at last_at".split(" "),
  cycle: [
    ..."mql_at mql_origin definition_version fit_score grade engagement_score total_score".split(" "),
    ..."path tier is_fit_backfilled".split(" "),
  ],
};

/** Converts numbers and instants to one form, so that they can be compared. */
function plainValue(name: string, value: unknown): unknown {
  if (typeof value === "bigint") return name.endsWith("_at") ? isoOf(value) : Number(value);
  return typeof value === "number" ? value + 0 : (value ?? null);
}
const selectColumns = (table: keyof PersonTables, rows: readonly object[]): Row[] =>
  rows.map((row) => Object.fromEntries(columns[table].map((name) => [name, plainValue(name, (row as Row)[name])])));

const isNoRule = ({ rule_id }: Row) => /^cap:|^idle$|^floor$/.test(String(rule_id));
/** Whether points of the breakdown, which are not rounded, are 0. */
const isNothing = (points: unknown) => Math.abs(points as number) < 1e-9;

const sortByRule = (rows: readonly Row[]) =>
  rows
    .filter((row) => !(isNoRule(row) && isNothing(row.points)))
    .sort((one, other) => (String(one.rule_id) < String(other.rule_id) ? -1 : 1));

/** Clears the columns that the naive evaluation does not fill in rows for caps, idle periods and the floor. */
const withoutCounts = (row: Row): Row =>
  isNoRule(row) ? { ...row, hits: null, raw_points: null, first_at: null, last_at: null } : row;

function evaluateNaively({ versions, asOf: now, hasCycles }: Scenario, lead: RecordedLead): PersonTables {
  const instants = mqlInstantsOf(versions, lead, now);
  return {
    history: selectColumns("history", scoreHistoryOf(versions, lead, now)),
    instants: selectColumns("instants", instants),
    scores: selectColumns("scores", [currentScoreOf(versions, lead, now)]),
    breakdown: sortByRule(selectColumns("breakdown", breakdownOf(versions, lead, now))),
    cycle: hasCycles ? selectColumns("cycle", firstCycle(versions, lead, now)) : [],
  };
}

/** The score of the first cycle: that of the recorded MQL, else of the first computed one. */
function firstCycle(versions: readonly Version[], lead: RecordedLead, now: Micros): object[] {
  const { recorded } = lead;
  if (recorded !== null && recorded <= now) {
    return [{ ...scoreRecordedMql(versions, lead, recorded, now), mql_at: recorded, mql_origin: "recorded" }];
  }
  const [first] = mqlInstantsOf(versions, lead, now);
  return first ? [{ ...first, mql_at: first.scored_at, mql_origin: "computed" }] : [];
}

/** Builds the tables for all leads in one run. Returns the rows of each lead. */
export async function buildScenario(
  scenario: Scenario,
  rows: RowsByTable = rowsOfLeads(scenario.leads, scenario.asOf),
): Promise<PersonTables[]> {
  const { given, leads, asOf: now, hasCycles } = scenario;
  const run = runFacts(isoOf(now), { time_zone: zone }, given.map(versionOf));
  const targets = [score_history, mql_instants, people, score_breakdown, ...(hasCycles ? [mql_cycles] : [])];
  const all = { ...(hasCycles ? {} : withoutFunnel), ...rows };
  return withBuiltModels(run, all, targets, async (warehouse) => {
    const queries: Record<keyof PersonTables, string> = {
      history: "from marts.score_history order by scored_at",
      instants: "from intermediate.mql_instants order by scored_at",
      scores: "from marts.people",
      breakdown: "from marts.score_breakdown",
      cycle: "from marts.mql_cycles where cycle_no = 1",
    };
    const tables = leads.map((): PersonTables => ({ history: [], instants: [], scores: [], breakdown: [], cycle: [] }));
    for (const [table, query] of Object.entries(queries) as [keyof PersonTables, string][]) {
      for (const row of await rowsOf(warehouse, query)) tables[placeOf(row)]![table].push(row);
    }
    return tables;
  });
}
const placeOf = ({ person_id }: Row) => Number(String(person_id).slice("crm:p".length));

export const toComparable = ({ breakdown, ...other }: PersonTables): PersonTables => ({
  history: selectColumns("history", other.history),
  instants: selectColumns("instants", other.instants),
  scores: selectColumns("scores", other.scores),
  breakdown: sortByRule(selectColumns("breakdown", breakdown).map(withoutCounts)),
  cycle: selectColumns("cycle", other.cycle),
});

/** Whether two values are equal, except for floating-point errors in unrounded points. */
export function isNearlyEqual(one: unknown, other: unknown): boolean {
  if (typeof one === "number" && typeof other === "number")
    return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  return keys.length === others.length && keys.every((key) => isNearlyEqual((one as Row)[key], (other as Row)[key]));
}

const withoutEach = <T>(list: readonly T[]) => list.map((_, at) => list.filter((_, other) => other !== at));
/** Smaller lists to try: none, each half, all but one. They are few, because each run takes time. */
const smallerLists = <T>(list: readonly T[]) => {
  const middle = Math.ceil(list.length / 2);
  const parts = list.length > 2 ? [[], list.slice(0, middle), list.slice(middle)] : [];
  return [...parts, ...withoutEach(list)];
};
const smallerLeads = (lead: RecordedLead): RecordedLead[] => [
  ...(lead.recorded === null ? [] : [{ ...lead, recorded: null }]),
  ...withoutEach(lead.activities).map((activities) => ({ ...lead, activities })),
  ...withoutEach(lead.observations).map((observations) => ({ ...lead, observations })),
];
/** Definitions with more default values. */
const plainerDefinitions = (yaml: Row): Row[] =>
  Object.keys(yaml).length === 0
    ? []
    : [
        {},
        ...["grades", "decay", "recency", "caps", "quadrant"]
          .filter((key) => key in yaml)
          .map((left) => Object.fromEntries(Object.entries(yaml).filter(([key]) => key !== left))),
      ];
const simplerVersions = (given: readonly GivenVersion[]): (readonly GivenVersion[])[] => [
  ...(given.length > 1 ? withoutEach(given) : []),
  ...given.flatMap((version, at) => [
    ...plainerDefinitions(version.yaml!).map((yaml) => given.with(at, { ...version, yaml })),
    ...smallerLists(version.fit!).map((fit) => given.with(at, { ...version, fit })),
    ...smallerLists(version.engagement!).map((engagement) => given.with(at, { ...version, engagement })),
  ]),
];

/** The first lead for which the SQL and the naive evaluation differ. */
async function findDisagreement(scenario: Scenario): Promise<RecordedLead | undefined> {
  const tables = await buildScenario(scenario);
  return scenario.leads.find((lead, at) => !isNearlyEqual(toComparable(tables[at]!), evaluateNaively(scenario, lead)));
}

/** Removes what the disagreement does not need: first from the lead (all variants in one run), then from the definition. */
async function shrinkScenario(scenario: Scenario): Promise<Scenario> {
  const leads = smallerLeads(scenario.leads[0]!);
  const still = leads.length > 0 ? await findDisagreement({ ...scenario, leads }) : undefined;
  if (still) return shrinkScenario({ ...scenario, leads: [still] });
  for (const given of simplerVersions(scenario.given)) {
    const simple = scenarioOf(given, scenario);
    if (await findDisagreement(simple)) return shrinkScenario(simple);
  }
  return scenario;
}

/** Fails with the smallest scenario for which the SQL and the naive evaluation differ. */
export async function expectAgreement(scenario: Scenario, tables: readonly PersonTables[]): Promise<void> {
  const wrong = scenario.leads.find(
    (lead, at) => !isNearlyEqual(toComparable(tables[at]!), evaluateNaively(scenario, lead)),
  );
  if (!wrong) return;
  const small = await shrinkScenario({ ...scenario, leads: [wrong] });
  const [found] = await buildScenario(small);
  const details = { asOf: isoOf(small.asOf), versions: small.given, rows: rowsOfLeads(small.leads, small.asOf) };
  expect(toComparable(found!), JSON.stringify(details, null, 1)).toEqual(evaluateNaively(small, small.leads[0]!));
}
