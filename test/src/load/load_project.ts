import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { UserError } from "../../../src/base/errors.js";
import { configSchema } from "../../../src/config/config_schema.js";
import { readLoads } from "../../../src/load/history.js";
import {
  type FileEvent,
  type LoadListener,
  QuarantineError,
  type WaitEvent,
} from "../../../src/load/night/load_events.js";
import { loadExports } from "../../../src/load/night/load_exports.js";
import { buildRawTables } from "../../../src/load/raw/build_raw_tables.js";
import type { TrackedField } from "../../../src/load/raw/field_values.js";
import { flag, instant, money, nullable, oneOf, text, whole, withBinding } from "../../../src/table/columns.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { type Source, source } from "../../../src/table/model.js";
import { rowsOf } from "../../../src/table/rows.js";

const system = withBinding({ given: "system" }, text("Source"));

export const leads = source({
  name: "raw.salesforce_leads",
  about: "One row per lead.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "Lead",
    createdColumn: "CreatedDate",
    changedColumns: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system,
    Id: text("Id"),
    Status: nullable(text("Status")),
    Company: nullable(withBinding({ longest: 20 }, text("Company"))),
    Employees: nullable(whole("Employees")),
    Revenue: nullable(money("Revenue")),
    CreatedDate: nullable(instant("Made")),
    LastModifiedDate: nullable(instant("Changed")),
    SystemModstamp: nullable(instant("Changed by anything")),
    loaded_at: withBinding({ given: "loaded_at" }, instant("Loaded")),
  },
});

export const marketoLeads = source({
  name: "raw.marketo_leads",
  about: "One row per lead.",
  origin: { kind: "export", product: "marketo", object: "leads", nullWord: "null", inParts: true },
  grain: ["system", "id"],
  columns: {
    system,
    id: withBinding({ orHeaders: ["leadId"] }, text("Id")),
    company: nullable(text("Company")),
    leadScore: nullable(whole("Score")),
  },
});

export const people = source({
  name: "raw.mapped_people",
  about: "One row per person.",
  origin: { kind: "mapped", entity: "people" },
  grain: ["system", "record_id"],
  columns: { system, record_id: text("Id"), source: nullable(text("Source")), created_at: nullable(instant("Made")) },
});

export const stageEvents = source({
  name: "raw.mapped_stage_events",
  about: "One row per event.",
  origin: { kind: "mapped", entity: "stage_events" },
  grain: ["system", "record_id", "stage", "link", "is_date", "occurred_at"],
  columns: {
    system,
    record_id: text("Id"),
    stage: oneOf(["mql", "won"], "Stage"),
    link: nullable(oneOf(["mql"], "Link")),
    is_date: withBinding({ marks: "occurred_at" }, flag("Whether a bare date")),
    occurred_at: withBinding({ orDate: true }, instant("When")),
  },
});

export const opportunities = source({
  name: "raw.mapped_opportunities",
  about: "One row per opportunity.",
  origin: { kind: "mapped", entity: "opportunities" },
  grain: ["system", "opportunity_id"],
  columns: {
    system,
    opportunity_id: text("Id"),
    outcome: nullable(oneOf(["open", "won", "lost"], "Outcome")),
    amount: nullable(money("Amount")),
    is_date: withBinding({ marks: "created_at" }, flag("Whether a bare date")),
    created_at: withBinding({ orDate: true }, instant("Made")),
  },
});

export const fieldValues = source({
  name: "raw.field_values",
  about: "One row per value.",
  origin: { kind: "tracked" },
  grain: ["system", "entity", "record_id", "field", "loaded_at"],
  columns: {
    product: text("Product"),
    system: text("Source"),
    entity: text("Entity"),
    record_id: text("Record"),
    field: text("Field"),
    attribute: nullable(text("Attribute")),
    is_of_account: nullable(flag("Of an account")),
    value: nullable(text("Value")),
    made_at: nullable(instant("Made")),
    changed_at: nullable(instant("Changed")),
    version_no: whole("Version"),
    loaded_at: instant("Loaded"),
  },
});

const defaultTables: readonly Source[] = [leads, marketoLeads, people, stageEvents, opportunities, fieldValues];
type InstantText = `${number}-${number}-${number}T${string}Z`;
export const nightInstant = (day: number): InstantText =>
  `2026-06-${String(day).padStart(2, "0")}T01:00:00Z` as InstantText;
export const crmSource = { name: "crm", system: "salesforce", path: "exports/crm" };

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new project folder with the given sources, and functions to use it. Without `tables` it knows only a few tables. */
export function createLoadProject(
  sources: object[] = [crmSource],
  more: object = {},
  tables: readonly Source[] = defaultTables,
) {
  const project = mkdtempSync(join(tmpdir(), "closedloop-load-"));
  folders.push(project);
  // The test files are complete, so there is no need to wait.
  const whole = sources.map((source) => ({ settle_seconds: 0, ...source }));
  const config = configSchema.parse({ sources: whole, ...more });
  const put = (name: string, content: string | Buffer) => {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), content);
  };
  const run = (asOf: InstantText) => ({ project, config, tables, asOf });
  const raw = <Row = Record<string, unknown>>(
    query: string,
    tracked: TrackedField[] = [],
    asOf = nightInstant(30),
    of = tables,
  ) =>
    withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
      await buildRawTables(warehouse, { ...run(asOf), tables: of, tracked });
      return rowsOf<Row>(warehouse, query);
    });
  return {
    project,
    config,
    put,
    remove: (name: string) => rmSync(join(project, name)),
    load: async (asOf = nightInstant(1)) =>
      (await loadExports(run(asOf))).map(({ load, added }) => ({ ...load, added })),
    quarantined: (asOf = nightInstant(1)) =>
      loadExports(run(asOf)).then(
        () => "",
        (error) => (error instanceof QuarantineError ? error.message : Promise.reject(error)),
      ),
    /** Loads and returns the events of the files and how the load ended. */
    loadWithEvents: async (asOf = nightInstant(1)) => {
      const events: (FileEvent | WaitEvent)[] = [];
      const report: LoadListener = (event) => events.push(event);
      const error = await loadExports({ ...run(asOf), report }).then(
        () => undefined,
        (thrown) => (thrown instanceof UserError ? thrown : Promise.reject(thrown)),
      );
      const left = events.flatMap((event) => (event.kind === "left" ? [`${event.file}: ${event.found}`] : []));
      const added = events.flatMap((event) => (event.kind === "loaded" && event.added ? [event.file] : []));
      return { events, left, added, error, code: error?.exitCode ?? 0 };
    },
    raw,
    loads: () => readLoads(project, config),
  };
}
