import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../base/errors.js";
import { appendixOf } from "../doctor/append.js";
import { diagnose } from "../doctor/diagnose.js";
import type { Diagnosis } from "../doctor/diagnosis.js";
import { wantedOf } from "../doctor/fields.js";
import { fieldsPage } from "../doctor/fields_page.js";
import { lookupName, readFindings } from "../doctor/finding.js";
import { jsonOf } from "../doctor/json.js";
import { pageOf } from "../doctor/page.js";
import { clockOf } from "../project/project.js";

interface Examining {
  project: string;
  asOf?: string;
  format: "text" | "json";
  rows?: string;
  fields?: string;
}

/** `closedloop doctor`: the page, its JSON, the rows of one lookup, or what to export. */
export async function doctor(exports: string | undefined, options: Examining): Promise<void> {
  const { project, format, rows, fields } = options;
  if (fields !== undefined) return void process.stdout.write(await fieldsPage(fields, await wantedOf(fields, project)));
  const only = rows === undefined ? undefined : await lookupCalled(rows);
  const diagnosis = await diagnose({
    project,
    asOf: clockOf(options.asOf),
    ...(exports === undefined ? {} : { exports }),
    ...(only === undefined ? {} : { only }),
  });
  const home = existsSync(join(project, "closedloop.yaml")) ? project : undefined;
  const appendices = new Map<string, Awaited<ReturnType<typeof appendixOf>>>();
  for (const lookup of diagnosis.lookups) appendices.set(lookupName(lookup.gaps), await appendixOf(home, lookup));
  const linesOf = (name: string) => appendices.get(name)?.lines ?? [];
  if (only !== undefined) process.stdout.write(appended(appendices.get(only)!));
  else process.stdout.write(format === "json" ? jsonOf(diagnosis, linesOf) : pageOf(diagnosis, linesOf));
  refuseNothing(diagnosis);
}

async function lookupCalled(given: string): Promise<string> {
  const known = (await readFindings()).gaps.map(lookupName);
  const name = given.replace(/^(reference\/)?(.*?)(\.csv)?$/, "$2");
  if (known.includes(name)) return name;
  throw new UserError(`--rows: found "${given}", expected a lookup: ${known.join(", ")}`, 2);
}

/** Exactly what `>>` must add: nothing where there is nothing to add. */
function appended({ header, lines, isOpen }: Awaited<ReturnType<typeof appendixOf>>): string {
  if (lines.length === 0 && header === null) return "";
  const all = [...(header === null ? [] : [header]), ...lines];
  return `${isOpen ? "\n" : ""}${all.join("\n")}\n`;
}

/** Told after the page, which says why. */
function refuseNothing({ objects, quarantined }: Diagnosis): void {
  if (objects.length > 0) return;
  throw new UserError(`no file could be used: ${quarantined.length} in quarantine, as told above`, 3);
}
