/**
 * `npm run check:sql`: binds all SQL of the repository against empty tables made from the contracts. tsc cannot look
 * into an `sql` template; this can, in seconds and without a row. Prints every fault and exits with 1 if there is one.
 */
import { readCatalogue } from "../../src/project/catalogue.js";
import { typeScriptFilesIn } from "../support/imports.js";
import { checkCommand, checkNamedTables, commands } from "./check_commands.js";
import { checkModels, modelShapes } from "./check_models.js";
import { checkDoctorQueries, checkReports, checkSavedQueries } from "./check_queries.js";
import { declaredTables, withEmptyTables } from "./empty_tables.js";
import { readModelFiles } from "./model_files.js";
import { formatFault, type SqlFault, withoutRepeats } from "./sql_fault.js";

const started = performance.now();
const catalogue = await readCatalogue();
const files = await readModelFiles();
const fileOf = (exported: object) => files.get(exported) ?? "models";
const tables = [...catalogue.sources, ...catalogue.models];

const shapes = modelShapes(catalogue);
const found: SqlFault[] = await checkModels(catalogue, shapes, fileOf);
for (const command of commands) found.push(...(await checkCommand(command, tables)));
found.push(...checkNamedTables(typeScriptFilesIn("src", "reports"), tables));
const counts = await withEmptyTables(declaredTables(tables), async (connection) => {
  const queries = await checkSavedQueries(connection, "queries");
  const doctor = await checkDoctorQueries(connection, fileOf);
  const reports = await checkReports(connection);
  found.push(...queries.faults, ...doctor.faults);
  // A chart and the report repeat what is wrong with a saved query.
  const known = queries.faults.map(({ message }) => message);
  found.push(...reports.faults.filter(({ message }) => !known.some((one) => message.includes(one))));
  return { queries: queries.count, doctor: doctor.count, charts: reports.charts };
});

const faults = withoutRepeats(found);
for (const fault of faults) console.error(`${formatFault(fault)}\n`);
const checked =
  `${catalogue.models.length} models in ${shapes.length} shapes, ${counts.queries} saved queries, ${counts.charts} charts, ` +
  `${counts.doctor} queries of doctor, ${commands.map(({ name }) => name.split(" ")[1]).join(", ")}`;
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  faults.length === 0
    ? `SQL: ${checked}: all columns as declared (${seconds} s)`
    : `SQL: ${checked}: ${faults.length} fault(s) (${seconds} s)`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
