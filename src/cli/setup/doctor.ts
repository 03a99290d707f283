import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../base/errors.js";
import { maskAddresses } from "../../base/mask_addresses.js";
import { printMessage } from "../../base/print_message.js";
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

/** `closedloop doctor`: prints its answer. Throws (exit 3) if no file could be used; the page before it lists the reasons. */
export async function doctor(exports: string | undefined, options: DoctorOptions): Promise<void> {
  const { text, unusable } = await answerDoctor(exports, options);
  process.stdout.write(text);
  if (unusable) throw unusable;
}

interface DoctorAnswer {
  readonly text: string;
  /** Set if no file could be used. */
  readonly unusable?: UserError | undefined;
}

/** The page, its JSON, the rows of one lookup, or what to export. */
export async function answerDoctor(exports: string | undefined, options: DoctorOptions): Promise<DoctorAnswer> {
  const { project, format, rows, fields } = options;
  if (fields !== undefined) return { text: await renderFieldsPage(fields, await readObjectFields(fields, project)) };
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
  // Values that look personal are left out before; this is for names of files.
  const renderAnswer = () =>
    maskAddresses(format === "json" ? renderDiagnosisJson(diagnosis, linesOf) : renderDiagnosisPage(diagnosis));
  const text = only === undefined ? renderAnswer() : renderLookupRows(appendices.get(only)!);
  if (only !== undefined && appendices.get(only)!.losesMarks) {
    printMessage(
      `reference/${only}.csv has no column mark, so that nothing says later which rows are guesses. Add ",mark" to its first line, then print the rows again`,
    );
  }
  return { text, unusable: unusableError(diagnosis) };
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

/** The error (exit 3) if no file could be used. */
function unusableError({ objects, quarantined }: Diagnosis): UserError | undefined {
  if (objects.length > 0) return undefined;
  return new UserError(`no file could be used: ${quarantined.length} files quarantined (listed above)`, 3);
}
