import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../base/errors.js";
import { configFile } from "../../config/read_config.js";
import { diagnose } from "../../doctor/diagnose.js";
import type { Diagnosis } from "../../doctor/diagnosis.js";
import { renderDiagnosisJson } from "../../doctor/diagnosis_json.js";
import { renderDiagnosisPage } from "../../doctor/diagnosis_page.js";
import { lookupName, readDoctorQueries } from "../../doctor/doctor_queries.js";
import { renderFieldsPage } from "../../doctor/fields_page.js";
import { createLookupCsv } from "../../doctor/lookup_csv.js";
import { readObjectFields } from "../../doctor/object_fields.js";
import { parseAsOf } from "../../project/project.js";

interface DoctorOptions {
  project: string;
  asOf?: string;
  format: "text" | "json";
  rows?: string;
  fields?: string;
}

/** `closedloop doctor`: the page, its JSON, the rows of one lookup, or what to export. */
export async function doctor(exports: string | undefined, options: DoctorOptions): Promise<void> {
  const { project, format, rows, fields } = options;
  if (fields !== undefined)
    return void process.stdout.write(await renderFieldsPage(fields, await readObjectFields(fields, project)));
  const only = rows === undefined ? undefined : await parseLookupName(rows);
  const diagnosis = await diagnose({
    project,
    asOf: parseAsOf(options.asOf),
    ...(exports === undefined ? {} : { exports }),
    ...(only === undefined ? {} : { only }),
  });
  const home = existsSync(join(project, configFile)) ? project : undefined;
  const appendices = new Map<string, Awaited<ReturnType<typeof createLookupCsv>>>();
  for (const lookup of diagnosis.lookups) appendices.set(lookupName(lookup.gaps), await createLookupCsv(home, lookup));
  const linesOf = (name: string) => appendices.get(name)?.lines ?? [];
  if (only !== undefined) process.stdout.write(renderLookupRows(appendices.get(only)!));
  else
    process.stdout.write(format === "json" ? renderDiagnosisJson(diagnosis, linesOf) : renderDiagnosisPage(diagnosis));
  mustHaveUsableFile(diagnosis);
}

async function parseLookupName(given: string): Promise<string> {
  const known = (await readDoctorQueries()).gaps.map(lookupName);
  const name = given.replace(/^(reference\/)?(.*?)(\.csv)?$/, "$2");
  if (known.includes(name)) return name;
  throw new UserError(`--rows: found "${given}", expected a lookup: ${known.join(", ")}`, 2);
}

/** The text that `>>` appends to the lookup; empty if nothing is missing. */
function renderLookupRows({ header, lines, isOpen }: Awaited<ReturnType<typeof createLookupCsv>>): string {
  if (lines.length === 0 && header === null) return "";
  const all = [...(header === null ? [] : [header]), ...lines];
  return `${isOpen ? "\n" : ""}${all.join("\n")}\n`;
}

/** Throws (exit 3) if no file could be used; the page before it lists the reasons. */
function mustHaveUsableFile({ objects, quarantined }: Diagnosis): void {
  if (objects.length > 0) return;
  throw new UserError(`no file could be used: ${quarantined.length} files quarantined (listed above)`, 3);
}
