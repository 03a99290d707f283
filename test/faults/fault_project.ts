/** A small company in two nights: the tables of the first are published, and the exports of the second lie ready. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withWarehouse } from "../../src/table/database_file.js";
import { rowsOf } from "../../src/table/rows.js";
import { digestsOf } from "../support/digest.js";
import { type Ended, runCommand } from "./command.js";

/** The clocks of the two nights. */
export const nights = ["2026-06-01T23:00:00Z", "2026-06-02T23:00:00Z"] as const;

/** The content of a published file, as one text to compare. */
type Content = string;

export interface FaultProject {
  /** A folder whose first night is published and whose second night is not loaded yet. */
  readonly base: string;
  /** A copy of it whose second night ran without a fault. */
  readonly undisturbed: string;
  /** The content of `warehouse.duckdb` after the first night, and after the second without a fault. */
  readonly before: Content;
  readonly after: Content;
  /** How long the second night takes without a fault, in milliseconds. */
  readonly milliseconds: number;
}

/** The arguments of a command on a project as of the second night. */
export const secondNight = (command: string, project: string): string[] => [
  command,
  "--project",
  project,
  "--as-of",
  nights[1],
];

/** Makes the company below `folder` and runs both nights once without a fault. `settings` are further lines of closedloop.yaml. */
export async function createFaultProject(folder: string, settings = ""): Promise<FaultProject> {
  const base = join(folder, "base");
  mkdirSync(join(base, "exports"), { recursive: true });
  writeFileSync(
    join(base, "closedloop.yaml"),
    `sources: [{name: crm, system: salesforce, path: exports, settle_seconds: 0}]\n${settings}`,
  );
  writeNight(base, 0);
  await mustEndWith(0, await runCommand(["run", "--project", base, "--as-of", nights[0]]));
  writeNight(base, 1);
  const undisturbed = copyProject(base, join(folder, "undisturbed"));
  const started = performance.now();
  await mustEndWith(0, await runCommand(secondNight("run", undisturbed)));
  const milliseconds = performance.now() - started;
  const [before, after] = [await contentOf(base), await contentOf(undisturbed)];
  if (before === after) throw new Error("the two nights publish the same tables: nothing could be told apart");
  return { base, undisturbed, before, after, milliseconds };
}

/** A copy of a project with its warehouse, in place of what is there. */
export function copyProject(from: string, to: string): string {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  return to;
}

/** The published tables of a project; `file` is another file than the full one. Throws if the file cannot be read whole. */
export const contentOf = (project: string, file = "warehouse.duckdb"): Promise<Content> =>
  withWarehouse(join(project, "warehouse", file), "READ_ONLY", async (reader) => {
    const tables = await rowsOf<{ name: string }>(
      reader,
      // The runs hold the machine's clock.
      "select 'marts.' || table_name as name from duckdb_tables() where schema_name = 'marts' and table_name <> 'runs' order by 1",
    );
    return JSON.stringify(
      await digestsOf(
        reader,
        tables.map(({ name }) => name),
      ),
    );
  });

async function mustEndWith(code: number, { code: found, stderr }: Ended): Promise<void> {
  if (found !== code) throw new Error(`the run without a fault ends with ${found}, expected ${code}:\n${stderr}`);
}

const leadCount = 240;
const id = (prefix: string, no: number) => `${prefix}${String(no).padStart(15 - prefix.length, "0")}AAA`;
const minute = (no: number) => `${String(no % 24).padStart(2, "0")}:${String(no % 60).padStart(2, "0")}:00`;

/**
 * Leads that are MQLs, of which two thirds are taken over or rejected until the second night, and new ones. No file has a
 * history: what a lead was in the first night, only the loads of closedloop know.
 */
function writeNight(project: string, night: 0 | 1): void {
  const leads = [...Array(leadCount + night * 30).keys()];
  const hasChanged = (no: number) => night === 1 && no % 3 !== 0;
  const statusOf = (no: number) => (hasChanged(no) ? ["", "Working - Contacted", "Unqualified"][no % 3]! : "MQL");
  const changedAt = (no: number) => `${hasChanged(no) ? "2026-06-02" : "2026-05-20"} ${minute(no)}`;
  const files = {
    "Lead.csv": [
      ["Id", "Email", "Title", "LeadSource", "Status", "CreatedDate", "LastModifiedDate"],
      ...leads.map((no) => [
        ...[id("00Q", no), `lead${no}@acme${no % 50}.example`, "VP Sales", "Web", statusOf(no)],
        ...[`2026-05-10 ${minute(no)}`, changedAt(no)],
      ]),
    ],
    "Task.csv": [
      ["Id", "WhoId", "Status", "TaskSubtype", "CreatedDate", "CompletedDateTime"],
      ...leads.map((no) => {
        const at = `2026-05-2${1 + (no % 8)} ${minute(no)}`;
        return [id("00T", no), id("00Q", no), "Completed", "Call", at, at];
      }),
    ],
  };
  for (const [file, rows] of Object.entries(files)) {
    writeFileSync(join(project, "exports", file), `${rows.map((cells) => cells.join(",")).join("\n")}\n`);
  }
}
