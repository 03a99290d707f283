/** Loads files with the public functions of the loader into a temporary history. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../src/base/errors.js";
import { configSchema } from "../../src/config/config_schema.js";
import { historyFolder } from "../../src/config/project_paths.js";
import type { FileEvent, WaitEvent } from "../../src/load/night/load_events.js";
import { loadExports } from "../../src/load/night/load_exports.js";
import { date, flag, instant, money, nullable, text, whole, withBinding } from "../../src/table/columns.js";
import { withWarehouse } from "../../src/table/database_file.js";
import { quotedString } from "../../src/table/dialect.js";
import { source } from "../../src/table/model.js";
import { rowsOf } from "../../src/table/rows.js";

/** A lead with a column of every type. */
const leads = source({
  name: "raw.salesforce_leads",
  about: "One row per lead.",
  origin: { kind: "export", product: "salesforce", object: "Lead" },
  grain: ["system", "Id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source")),
    Id: text("Id"),
    Status: nullable(text("Status")),
    Company: nullable(withBinding({ longest: 80 }, text("Company"))),
    Employees: nullable(whole("Employees")),
    Revenue: nullable(money("Revenue")),
    IsWarm: nullable(flag("Warm")),
    CreatedDate: nullable(instant("Made")),
    LastSeen: nullable(date("Seen")),
  },
});

/** The loader's result for one file: its event and the rows that it wrote. */
export type LoadResult =
  | { readonly outcome: "quarantined"; readonly message: string }
  | { readonly outcome: "crashed"; readonly message: string }
  | {
      readonly outcome: "loaded";
      readonly counts: Readonly<Record<"parsed" | "loaded" | "rejected" | "deduplicated", number>>;
      /** Accepted rows by header, each cell as text; null and blank are both "". */
      readonly rows: readonly Readonly<Record<string, string>>[];
      readonly rejectedRows: number;
    };

/** Loads files with different contents at once, each in its own folder; a file that crashes the loader is reported alone. */
export async function loadFiles(files: readonly Buffer[]): Promise<LoadResult[]> {
  try {
    return await loadInProject(files);
  } catch (error) {
    if (files.length === 1) return [{ outcome: "crashed", message: String((error as Error).stack) }];
    const alone: LoadResult[] = [];
    for (const file of files) alone.push(...(await loadFiles([file])));
    return alone;
  }
}

async function loadInProject(files: readonly Buffer[]): Promise<LoadResult[]> {
  const project = mkdtempSync(join(tmpdir(), "closedloop-fuzz-"));
  try {
    for (const [no, bytes] of files.entries()) {
      mkdirSync(join(project, "exports", `${no}`), { recursive: true });
      writeFileSync(join(project, "exports", `${no}`, "Lead.csv"), bytes);
    }
    // The test files are complete, so there is no need to wait.
    const crm = { name: "crm", system: "salesforce", path: "exports", settle_seconds: 0 };
    const config = configSchema.parse({ sources: [crm] });
    const events = new Map<string, FileEvent>();
    const report = (event: FileEvent | WaitEvent) => {
      if (event.kind === "loaded") events.set(event.load.file, event);
      else if (event.kind !== "waiting") events.set(event.file, event);
    };
    await loadExports({ project, config, tables: [leads], asOf: "2026-07-01T00:00:00Z", report }).catch((error) => {
      // The events of all files have been reported already.
      if (!(error instanceof UserError) || error.exitCode !== 3) throw error;
    });
    const made: LoadResult[] = [];
    await withWarehouse(":memory:", "READ_WRITE", async (connection) => {
      for (const no of files.keys()) made.push(await madeOf(events.get(`${no}/Lead.csv`)));
      async function madeOf(event: FileEvent | undefined): Promise<LoadResult> {
        if (event?.kind === "quarantined") return { outcome: "quarantined", message: event.found };
        if (event?.kind !== "loaded") throw new Error("a file without an event");
        const folder = join(historyFolder(project, config), event.load.load_id);
        const from = (name: string) => `from read_parquet(${quotedString(join(folder, name))})`;
        const rows = await rowsOf(connection, `select * ${from("rows.parquet")}`);
        const [rejects] = await rowsOf<{ count: bigint }>(
          connection,
          `select count(*) as count ${from("rejects.parquet")}`,
        );
        return { outcome: "loaded", counts: event.load, rows: rows.map(toTexts), rejectedRows: Number(rejects!.count) };
      }
    });
    return made;
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/** Values by header; extra columns are stored under `x:`. */
const toTexts = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.replace(/^x:/, ""), value === null ? "" : String(value)]),
  );
