/** The project around the generated exports: configuration, lookups and two versions of the definition. */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../src/base/package_root.js";
import type { SystemName } from "./systems/system_names.js";
import { systemSetups } from "./systems/systems.js";
import { isoText } from "./world/calendar.js";
import { asOf, type Owner, timeZone } from "./world/company.js";
import { competitorDomain, freeDomain, ourDomain, studentDomain } from "./world/market.js";

const configYaml = (
  name: SystemName,
) => `# A fictional company with generated exports, to try closedloop and to measure it. Run it as of the time of its exports:
#   closedloop run --as-of ${isoText(asOf)}

time_zone: ${timeZone}
fiscal_year_start_month: 2
currency: USD

sources: # settle_seconds is 0, because no file is still being written
${systemSetups[name].sources.map((source) => `  - {${source}}`).join("\n")}

identity: {internal_domains: [${ourDomain}]}
`;

const emailDomainRows = `${freeDomain},free\n${studentDomain},student\n${competitorDomain},competitor\n`;
const currencyRates = {
  EUR: ["1.04", "1.08", "1.13", "1.17", "1.16", "1.18"],
  GBP: ["1.24", "1.29", "1.34", "1.35", "1.33", "1.36"],
};

/** Writes every file of the project except the exports. */
export async function writeProjectFiles(folder: string, owners: readonly Owner[], name: SystemName): Promise<void> {
  const seeds = join(packageRoot(), "seeds");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "closedloop.yaml"), configYaml(name));
  await writeFile(join(folder, ".gitignore"), "warehouse/\nexports/\nreports/\ntruth.json\n");
  await cp(join(seeds, "reference"), join(folder, "reference"), { recursive: true });
  const reference = (file: string) => join(folder, "reference", file);
  await appendRows(reference("email_domains.csv"), emailDomainRows);
  await appendRows(reference("owners.csv"), ownerRows(owners));
  await appendRows(reference("currency_rates.csv"), currencyRows());
  for (const [file, rows] of Object.entries(systemSetups[name].lookupRows ?? {}))
    await appendRows(reference(file), rows);
  await writeDefinitionVersions(join(seeds, "definitions", "two-axis"), join(folder, "definition"));
}

async function appendRows(path: string, rows: string): Promise<void> {
  const text = await readFile(path, "utf8");
  await writeFile(path, `${text.trimEnd()}\n${rows}`);
}

/** Owners without a team are left out, as a new colleague who is missing from owners.csv. */
const ownerRows = (owners: readonly Owner[]) =>
  owners
    .filter(({ team }) => team !== null)
    .map(({ id, name, team, capacity }) => `${id},${name},${team},${capacity}\n`)
    .join("");

/** One rate per currency and quarter. */
const currencyRows = () =>
  Object.entries(currencyRates)
    .flatMap(([currency, rates]) =>
      rates.map(
        (rate, no) =>
          `${currency},${2025 + Math.floor(no / 4)}-${String((no % 4) * 3 + 1).padStart(2, "0")}-01,${rate}\n`,
      ),
    )
    .join("");

/** Writes the shipped definition for 2025 and a changed one for 2026: a higher minimum, fewer points for a webinar registration. */
async function writeDefinitionVersions(preset: string, folder: string): Promise<void> {
  await cp(preset, join(folder, "2025-01-01"), { recursive: true });
  await cp(preset, join(folder, "2026-01-01"), { recursive: true });
  const changed = async (name: string, from: string, to: string) => {
    const path = join(folder, "2026-01-01", name);
    const text = await readFile(path, "utf8");
    if (!text.includes(from)) throw new Error(`${path}: expected "${from}" in the shipped definition`);
    await writeFile(path, text.replace(from, to));
  };
  await changed("definition.yaml", "min_engagement: 50", "min_engagement: 55");
  await changed("engagement.csv", "webinar_registration,,4,", "webinar_registration,,2,");
}
