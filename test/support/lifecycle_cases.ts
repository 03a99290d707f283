import { readFileSync } from "node:fs";
import { type RowsByTable, runFacts } from "./built_models.js";
import { type GivenVersion, versionOf } from "./definition.js";

type Row = Record<string, unknown>;

export interface TestCase {
  name: string;
  as_of?: string;
  config?: Row;
  definition?: GivenVersion | null;
  /** Changes to the definition by the date of each version. */
  versions?: Record<string, GivenVersion>;
  given: Record<string, Row[]> & { reasons?: Record<string, string> };
  expected: Record<string, Row[]>;
}

/** The cases of a file in `test/cases`. The file's `as_of` and definition apply to cases that do not set their own. */
export function readCases(file: string): TestCase[] {
  const { as_of, definition = null, cases } = JSON.parse(readFileSync(`test/cases/${file}`, "utf8"));
  return cases.map((one: TestCase) => ({ as_of, ...one, definition: mergeDefinitions(definition, one.definition) }));
}

/** The shared definition with a case's changes; null if the case has no definition. */
function mergeDefinitions(shared: GivenVersion | null, change?: GivenVersion | null): GivenVersion | null {
  if (change === undefined) return shared;
  return change && { ...shared, ...change, yaml: { ...shared?.yaml, ...change.yaml } };
}

/** The versions of a case's definition, in order. */
export function versionsOf({ definition = null, versions }: TestCase) {
  if (definition === null) return [];
  const dated = Object.entries(versions ?? {}).map(([version, change]) => ({
    ...mergeDefinitions(definition, change)!,
    version,
  }));
  return (versions ? dated : [definition]).map(versionOf);
}

/** The run of a case: as-of, configuration and definition. */
export function factsOf(one: TestCase) {
  return runFacts(one.as_of!, one.config, versionsOf(one));
}

/** Groups cases that can share one run, with one person each. */
export function groupByRun(cases: readonly TestCase[]): TestCase[][] {
  const groups = new Map<string, TestCase[]>();
  for (const one of cases) {
    const key = JSON.stringify([one.as_of, one.config, one.definition, one.versions, one.given.reasons]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

const isDate = (value: unknown) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);
const instantColumns = (name: string, value: unknown) =>
  value === undefined
    ? { [name]: null, [`${name}_is_date`]: null }
    : { [name]: isDate(value) ? `${value} 00:00:00` : value, [`${name}_is_date`]: isDate(value) };

const stageNames: Record<string, string> = { open: "Prospecting", won: "Closed Won", lost: "Closed Lost" };

/** The given data of a case as rows of raw tables. `system` is a source that only this case uses. */
export function rawRows({ given }: TestCase, system: string): RowsByTable {
  const one = { system, record_id: "p1" };
  const conversions = given.conversions ?? [];
  return {
    "raw.mapped_people": [one],
    "raw.mapped_stage_events": distinctRows(given.events ?? []).map(
      ({ occurred_at, mql_at, detail, stage, opportunity_id }) => ({
        ...one,
        stage,
        opportunity_id,
        reason: detail,
        ...instantColumns("occurred_at", occurred_at),
        ...instantColumns("mql_at", mql_at),
      }),
    ),
    "raw.mapped_activities": (given.activities ?? []).map(({ activity_type, asset, is_bot, occurred_at }, at) => ({
      ...one,
      activity_id: `a${at}`,
      activity_type,
      asset,
      is_bot,
      ...instantColumns("occurred_at", occurred_at),
    })),
    "raw.mapped_sales_touches": (given.sales_touches ?? []).map(({ kind, occurred_at, is_automated }, at) => ({
      ...one,
      touch_id: `t${at}`,
      kind,
      is_automated: is_automated ?? false,
      ...instantColumns("occurred_at", occurred_at),
    })),
    "raw.salesforce_opportunities": [
      ...(given.opportunities ?? []).map((row) => ({
        system,
        Id: row.opportunity_id,
        StageName: stageNames[row.outcome as string],
        IsClosed: row.outcome !== "open",
        IsWon: row.outcome === "won",
        CloseDate: row.closed_at,
        CreatedDate: row.created_at,
      })),
      // The conversion needs only the creation date of the opportunity. It is marked as deleted, so that it does not
      // count for the person.
      ...conversions.flatMap(({ opportunity_created_at }, at) =>
        opportunity_created_at
          ? [{ system, Id: `006${at}`, CreatedDate: opportunity_created_at, IsDeleted: true }]
          : [],
      ),
    ],
    "raw.salesforce_opportunity_history": (given.opportunities ?? []).flatMap((row) =>
      ((row.history ?? []) as Row[]).map(({ at, stage }, no) => ({
        system,
        Id: `${row.opportunity_id}-${no}`,
        OpportunityId: row.opportunity_id,
        StageName: stageNames[stage as string],
        CreatedDate: at,
      })),
    ),
    "raw.mapped_opportunity_people": (given.opportunities ?? []).map(({ opportunity_id }) => ({
      ...one,
      opportunity_id,
    })),
    "raw.salesforce_leads": conversions.map(({ converted_date, opportunity_created_at, contact_created_at }, at) => ({
      system,
      Id: `00Q${at}`,
      IsConverted: true,
      ConvertedDate: converted_date,
      ConvertedOpportunityId: opportunity_created_at ? `006${at}` : null,
      ConvertedContactId: contact_created_at ? `003${at}` : null,
    })),
    "raw.salesforce_contacts": conversions.flatMap(({ contact_created_at }, at) =>
      contact_created_at ? [{ system, Id: `003${at}`, CreatedDate: contact_created_at }] : [],
    ),
    "raw.salesforce_lead_history": conversions.flatMap(({ history_at }, at) =>
      history_at
        ? [
            {
              system,
              Id: `017${at}`,
              LeadId: `00Q${at}`,
              Field: "leadConverted",
              CreatedDate: history_at,
            },
          ]
        : [],
    ),
    "raw.mapped_links": conversions.map((_, at) => ({ ...one, other_system: system, other_record_id: `00Q${at}` })),
    "raw.rejection_reasons": reasonRows(given.reasons),
  };
}

/** Removes exact duplicates, as the loader does. */
const distinctRows = (rows: Row[]) => [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];

/** The rows of rejection_reasons.csv that a case gives. */
export const reasonRows = (reasons: Record<string, string> = {}) =>
  Object.entries(reasons).map(([raw_reason, reason]) => ({ raw_reason, reason }));
