import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { readFunnelData } from "../../reports/funnel/funnel_data.js";
import { readDoctorQueries } from "../../src/doctor/doctor_queries.js";
import { runQuery } from "../../src/query/run_query.js";
import { bindParams, readSavedQuery } from "../../src/query/saved_queries.js";
import { listChartSpecs } from "../../src/report/chart_specs.js";
import { runSavedQuery } from "../../src/report/run_saved_query.js";
import { compileModel, type Model, type Upstream } from "../../src/table/model.js";
import type { FileOf } from "./check_models.js";
import { bindQuery } from "./empty_tables.js";
import { columnFault, type SqlFault, shortMessage, sqlFault } from "./sql_fault.js";

/** Runs every `.sql` file of a folder with the parameters of its example, on empty tables. */
export async function checkSavedQueries(
  connection: DuckDBConnection,
  folder: string,
): Promise<{ count: number; faults: SqlFault[] }> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  const faults: SqlFault[] = [];
  for (const name of files.map((file) => basename(file, ".sql")).sort()) {
    try {
      const query = readSavedQuery(folder, name);
      const { chunks } = await runQuery(connection, query.sql, bindParams(query, query.exampleParams));
      for await (const _ of chunks);
    } catch (error) {
      const message = shortMessage(error);
      const line = /^LINE (\d+): /m.exec(message)?.[1];
      faults.push({
        file: join(folder, `${name}.sql`),
        line: line === undefined ? undefined : Number(line),
        name: `closedloop query ${name}`,
        message,
      });
    }
  }
  return { count: files.length, faults };
}

/** Runs the query of every chart with its parameters, and all that the report asks, on empty tables. */
export async function checkReports(connection: DuckDBConnection): Promise<{ charts: number; faults: SqlFault[] }> {
  const charts = listChartSpecs();
  const questions = [
    ...charts.map(({ name, usermeta }) => ({
      file: `reports/charts/${name}.vl.json`,
      name: `closedloop chart ${name}`,
      ask: () => runSavedQuery(connection, usermeta),
    })),
    { file: "reports/funnel/funnel_data.ts", name: "funnel.html", ask: () => readFunnelData(connection) },
  ];
  const faults: SqlFault[] = [];
  for (const { file, name, ask } of questions) {
    await ask().catch((error) => faults.push(sqlFault(name, "", [file], error)));
  }
  return { charts: charts.length, faults };
}

/** What `closedloop doctor` reads of an answer; a query about a lookup may give more. */
const gapColumns = new Map([
  ["word", "VARCHAR"],
  ["rows", "BIGINT"],
]);
const settingColumns = new Map([
  ["word", "VARCHAR"],
  ["rows", "BIGINT"],
  ["total", "BIGINT"],
]);
const remarkColumns = new Map([
  ["subject", "VARCHAR"],
  ["count", "BIGINT"],
  ["total", "BIGINT"],
  ["advice", "VARCHAR"],
]);

/** Binds what the doctor asks about lookups and records, and compares the columns with what it reads of them. */
export async function checkDoctorQueries(
  connection: DuckDBConnection,
  fileOf: FileOf,
): Promise<{ count: number; faults: SqlFault[] }> {
  const { gaps, remarks, settings } = await readDoctorQueries();
  const queries = [
    ...gaps.map((gap) => ({ file: fileOf(gap), from: gap.from, select: gap.select, expected: gapColumns })),
    ...remarks.map((one) => ({ file: fileOf(one), from: one.from, select: one.remarks, expected: remarkColumns })),
    ...settings.map((one) => ({ file: fileOf(one), from: one.from, select: one.words, expected: settingColumns })),
  ];
  const faults: SqlFault[] = [];
  for (const { file, from, select, expected } of queries) {
    const query = compileSelect(from, select);
    try {
      const selected = await bindQuery(connection, query);
      for (const [column, type] of expected) {
        const found = selected.get(column) ?? "no such column";
        if (found === type) continue;
        faults.push(columnFault("closedloop doctor", file, `column ${column} must be ${type}; found ${found}`));
      }
    } catch (error) {
      faults.push(sqlFault("closedloop doctor", query, [file], error));
    }
  }
  return { count: queries.length, faults };
}

const compileSelect = (from: Upstream, select: unknown): string =>
  compileModel({ from, select: () => select } as unknown as Model);
