/** Never run: `tsc` is the test. Each `@ts-expect-error` is an error that the author of a model must see. */

import { sql } from "kysely";
import { salesforce_leads as salesforce_leads_raw } from "../../../models/adapters/salesforce/sources/salesforce_leads.js";
import { salesforce_leads } from "../../../models/adapters/salesforce/staging/salesforce_leads.js";
import { salesforce_opportunities } from "../../../models/adapters/salesforce/staging/salesforce_opportunities.js";
import { cycle_amounts } from "../../../models/intermediate/cycle_amounts.js";
import { sales_touches } from "../../../models/intermediate/sales_touches.js";
import { mql_cycles } from "../../../models/marts/mql_cycles.js";
import { people } from "../../../models/marts/people.js";
import { run_context } from "../../../models/run/run_context.js";
import { windows } from "../../../models/run/windows.js";
import type { RunFacts } from "../../../src/runs/run_facts.js";
import {
  type Day,
  date,
  type Instant,
  instant,
  money,
  nullable,
  oneOf,
  personal,
  real,
  text,
  whole,
  withBinding,
} from "../../../src/table/columns.js";
import { addDays, argMax, asMoney, dayIn, matchesRegex, roundTo } from "../../../src/table/dialect.js";
import type { Table } from "../../../src/table/model.js";
import { model, source } from "../../../src/table/model.js";
import { firstKnown, orFalse, staged } from "../../../src/table/staged.js";
import { writeRows } from "../../../src/table/write_rows.js";
import { runModel } from "../../support/run_model.js";

const id = text("Key");
const n = whole("A number");
const from = { deals: salesforce_opportunities, cycles: mql_cycles };
const as = { name: "marts.a", about: "One row.", materialized: "view", from } as const;
const one = { ...as, grain: ["id"], columns: { id } } as const;

// These must compile: a select and a template with the same contract.
model({ ...one, select: (db) => db.selectFrom("deals").select("opportunity_id as id") });
model({ ...one, select: () => sql<{ id: string }>`select opportunity_id as id from deals` });

// A column that upstream does not have; a table that `from` does not name; a value of the wrong type.
// @ts-expect-error
model({ ...one, select: (db) => db.selectFrom("deals").select("deals.opportunity_idd as id") });
// @ts-expect-error
model({ ...one, select: (db) => db.selectFrom("people").select("person_id as id") });
// @ts-expect-error
model({ ...one, select: (db) => db.selectFrom("cycles").select("cycle_id as id").where("outcome", "=", "wonn") });

// A grain that is no column.
// @ts-expect-error
model({ ...one, grain: ["idd"], select: (db) => db.selectFrom("cycles").select("cycle_id as id") });

// A column with another type than declared; selected but not declared; declared but not selected.
// @ts-expect-error
model({ ...as, grain: [], columns: { id: n }, select: (db) => db.selectFrom("cycles").select("cycle_id as id") });
// @ts-expect-error
model({ ...one, select: (db) => db.selectFrom("cycles").select(["cycle_id as id", "outcome"]) });
// @ts-expect-error
model({ ...as, grain: [], columns: { id, n: id }, select: (db) => db.selectFrom("cycles").select("cycle_id as id") });

// The same in a template; and a template without a row type.
// @ts-expect-error
model({ ...one, select: () => sql<{ id: bigint }>`select 1 as id` });
// @ts-expect-error
model({ ...one, select: () => sql<{ id: string; n: bigint }>`select '1' as id, 1 as n` });
// @ts-expect-error
model({ ...one, select: () => sql`select '1' as id` });

// Money is not a number and not any text. Null must be declared, also for a personal column and one with a binding.
const amount = { ...as, grain: [], select: () => sql<{ amount_usd: `${number}` | null }>`from deals` } as const;
model({ ...amount, columns: { amount_usd: nullable(personal(money(""))) } });
// @ts-expect-error
model({ ...amount, columns: { amount_usd: personal(money("")) } });
// @ts-expect-error
model({ ...amount, columns: { amount_usd: withBinding({ header: "Amount" }, money("")) } });
// @ts-expect-error
model({ ...amount, columns: { amount_usd: nullable(real("")) } });
// @ts-expect-error
model({ ...amount, columns: { amount_usd: nullable(text("")) } });

// A day is no instant, an instant is no `Date` and no text, and a closed list is no other list.
const moment = { ...as, grain: [], select: () => sql<{ at: Instant }>`select as_of as at from run` } as const;
model({ ...moment, columns: { at: instant("") } });
// @ts-expect-error
model({ ...moment, columns: { at: date("") } });
// @ts-expect-error
model({ ...moment, columns: { at: text("") } });
// @ts-expect-error
model({ ...as, grain: [], columns: { at: instant("") }, select: () => sql<{ at: Date }>`select now() as at` });
// @ts-expect-error
model({ ...as, grain: [], columns: { at: instant("") }, select: () => sql<{ at: string }>`select now() as at` });
const outcome = { ...as, grain: [], select: () => sql<{ outcome: "won" | "lost" }>`from cycles` } as const;
model({ ...outcome, columns: { outcome: oneOf(["won", "lost"], "") } });
// @ts-expect-error
model({ ...outcome, columns: { outcome: oneOf(["won", "lost", "open"], "") } });

// Columns that depend on the shape of a run must be nullable text.
const shaped = { ...one, select: () => sql<{ id: string }>`select '1' as id` };
model({
  ...shaped,
  shapeColumns: ({ dimensions }) => Object.fromEntries(dimensions.map((name) => [name, nullable(text(""))])),
});
// @ts-expect-error
model({ ...shaped, shapeColumns: () => ({ plan: text("") }) });
// @ts-expect-error
model({ ...shaped, shapeColumns: () => ({ plan: nullable(whole("")) }) });

// `materialized` is required and must be a view or a table.
// @ts-expect-error
model({ ...one, materialized: "incremental", select: (db) => db.selectFrom("cycles").select("cycle_id as id") });
// @ts-expect-error
model({ ...one, materialized: undefined, select: (db) => db.selectFrom("cycles").select("cycle_id as id") });

// A check or a warning on an unknown column, or with a value of the wrong type.
const good = { ...one, select: () => sql<{ id: string }>`select '1' as id` };
// @ts-expect-error
model({ ...good, checks: { none: (row) => row("idd", "=", "x") } });
// @ts-expect-error
model({ ...good, warnings: { none: (row) => row("id", "=", 1) } });

// A source has no select, is in the schema raw, has a grain of its own columns, and has an origin.
const csv = { about: "One row.", origin: { kind: "reference", file: "a.csv" }, grain: [], columns: { id } } as const;
source({ ...csv, name: "raw.a" });
// @ts-expect-error
source({ ...csv, name: "staging.a" });
// @ts-expect-error
source({ ...csv, name: "raw.a", grain: ["idd"] });
// @ts-expect-error
source({ name: "raw.a", about: "One row.", grain: [], columns: { id } });
// @ts-expect-error
model({ ...good, name: "raw.a" });

// An origin of an unknown kind, without a required property, or with a property of another kind.
// @ts-expect-error
source({ ...csv, name: "raw.a", origin: { kind: "guess" } });
// @ts-expect-error
source({ ...csv, name: "raw.a", origin: { kind: "export", product: "salesforce" } });
// @ts-expect-error
source({ ...csv, name: "raw.a", origin: { kind: "mapped", file: "a.csv" } });
// @ts-expect-error
source({ ...csv, name: "raw.a", origin: { kind: "tracked", file: "a.csv" } });

// Rows of the run must fill every column, with the right name and type.
const known = { name: "raw.a", about: "One row.", grain: [], columns: { id, n: nullable(n) } } as const;
source({ ...known, origin: { kind: "run", rows: () => [{ id: "x", n: null }] } });
source({ ...known, origin: { kind: "run", rows: ({ asOf }: RunFacts) => [{ id: asOf, n: 1n }] } });
// @ts-expect-error
source({ ...known, origin: { kind: "run", rows: () => [{ id: "x" }] } });
// @ts-expect-error
source({ ...known, origin: { kind: "run", rows: () => [{ id: "x", nn: 1n }] } });
// @ts-expect-error
source({ ...known, origin: { kind: "run", rows: () => [{ id: "x", n: 1 }] } });
// @ts-expect-error
source({ ...known, origin: { kind: "run", rows: () => [{ id: null, n: 1n }] } });
// @ts-expect-error
source({ ...known, origin: { kind: "run", rows: ({ config }: RunFacts) => [{ id: config.time_zon, n: 1n }] } });

// The same for rows that are written.
declare const warehouse: Parameters<typeof writeRows>[0];
const days = { sal_days: 14, sql_days: 45, opportunity_days: 90, won_days: 270 };
writeRows(warehouse, windows, [days]);
// @ts-expect-error
writeRows(warehouse, windows, [{ sal_days: 14, sql_days: 45, opportunity_days: 90 }]);
// @ts-expect-error
writeRows(warehouse, windows, [{ ...days, sal_hours: 1 }]);

// Helpers check their types: no days added to a text, no rounding of text, no pattern for something that is no text.
matchesRegex("x", sql<string | null>`x`);
// @ts-expect-error
addDays(sql<string>`x`, "days");
// @ts-expect-error
roundTo(sql<string>`x`, 4);
// @ts-expect-error
matchesRegex("x", sql<Instant>`x`);
// @ts-expect-error
matchesRegex("x", sql<Day | null>`x`);
// @ts-expect-error
matchesRegex("x", sql<bigint>`x`);
// @ts-expect-error
asMoney(sql<number>`x`);
// @ts-expect-error
dayIn("time_zone", sql<Day>`x`);
// @ts-expect-error
addDays("mql_at", sql<string>`x`);

// A value keeps its type through a helper: the latest instant is an instant.
const latest = argMax(sql<Instant>`mql_at`, "cycle_no").as("at");
model({ ...as, grain: [], columns: { at: instant("") }, select: (db) => db.selectFrom("cycles").select(latest) });
// @ts-expect-error
model({ ...as, grain: [], columns: { at: date("") }, select: (db) => db.selectFrom("cycles").select(latest) });

// A downstream model sees the inferred row type of a mart two levels up.
const down = { name: "marts.b", about: "", materialized: "view", grain: [], from: { people } } as const;
model({ ...down, columns: { person_id: id }, select: (db) => db.selectFrom("people").select("people.person_id") });
// @ts-expect-error
model({ ...down, columns: { email: id }, select: (db) => db.selectFrom("people").select("people.email") });
// @ts-expect-error
model({ ...down, columns: { stage: nullable(id) }, select: (db) => db.selectFrom("people").select("people.stage") });

// The given rows of a unit test: a misspelt column, a missing or unknown table, a value of the wrong type.
runModel(salesforce_leads, { raw: [{ Id: "00Q1", AnnualRevenue: "1.50", CreatedDate: "2026-07-01T00:00:00Z" }] });
// @ts-expect-error
runModel(salesforce_leads, { raw: [{ id: "00Q1" }] });
// @ts-expect-error
runModel(salesforce_leads, { raw: [{ AnnualRevenue: 1.5 }] });
// @ts-expect-error
runModel(salesforce_leads, { raw: [{ AnnualRevenue: "much" }] });
// @ts-expect-error
runModel(salesforce_leads, { raw: [{ CreatedDate: "yesterday" }] });
// @ts-expect-error
runModel(salesforce_leads, { raw: [{ CreatedDate: new Date() }] });
// @ts-expect-error
runModel(salesforce_opportunities, { raw_leads: [] });
const rest = { records: [], run: [] };
runModel(sales_touches, { ...rest, touches: [{ kind: "call" }] });
// @ts-expect-error
runModel(sales_touches, { ...rest, touches: [{ kind: "fax" }] });
// @ts-expect-error
runModel(sales_touches, rest);
// @ts-expect-error
runModel(cycle_amounts, { cycles: [], rates: [], run: [], opportunities: [{ amount: 1n }] });
// @ts-expect-error
runModel(run_context, {});

// A staging model names columns of its source, and its rows have their types.
const stagedSpec = { name: "staging.a", about: "One row.", grain: ["id"] } as const;
const b = staged(salesforce_leads_raw, {
  ...stagedSpec,
  columns: { id: "Id", is_deleted: orFalse("IsDeleted"), at: firstKnown("", "CreatedDate") },
});
type StagedLead = typeof b extends Table<infer Row> ? Row : never;
const stagedRow: StagedLead = { id: "00Q1", is_deleted: false, at: "2026-07-01T00:00:00Z" };
// @ts-expect-error
stagedRow.is_deleted = null;
// @ts-expect-error
stagedRow.at = "yesterday";
// @ts-expect-error
staged(salesforce_leads_raw, { ...stagedSpec, columns: { id: "ID" } });
// @ts-expect-error
staged(salesforce_leads_raw, { ...stagedSpec, columns: { id: "Id", is_deleted: orFalse("Deleted") } });
// @ts-expect-error
staged(salesforce_leads_raw, { ...stagedSpec, columns: { lead_id: "Id" } });
