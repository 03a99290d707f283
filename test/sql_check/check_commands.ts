/** The SQL of commands that name published tables in its text: the engine imports no model. */
import { readFileSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { suggestSpelling } from "../../src/config/spelling_suggestion.js";
import { explainPerson, explanationQuery } from "../../src/explain/explain_person.js";
import { tablesRead as explainTables } from "../../src/explain/tables.js";
import { findPublished, namesOfOthers, recordsOfOthers } from "../../src/forget/published_person.js";
import { tablesRead as forgetTables } from "../../src/forget/tables.js";
import { monthsQuery, reasonsQuery, reconcile, reconciledRowsQuery } from "../../src/reconcile/reconcile.js";
import { tablesRead as reconcileTables } from "../../src/reconcile/tables.js";
import type { Column } from "../../src/table/columns.js";
import type { Table } from "../../src/table/model.js";
import type { TablesRead } from "../../src/table/tables_read.js";
import { typeScriptFilesIn } from "../support/imports.js";
import { withEmptyTables } from "./empty_tables.js";
import { type SqlFault, sqlFault } from "./sql_fault.js";

/** A command whose SQL reads no more than the tables that it declares. */
export interface Command {
  readonly name: string;
  readonly folder: string;
  readonly tables: TablesRead;
  /** Runs every statement of the command, each way through it on tables of its own. */
  readonly ways: readonly ((connection: DuckDBConnection) => Promise<unknown>)[];
}

const reconcileWith = (dateFormat?: string) => async (connection: DuckDBConnection) => {
  await connection.run("insert into raw.run_context (time_zone) values ('UTC')");
  const list = [{ line: 2, id: "crm:1", email: "ada@acme.example", date: "2026-01-31", fault: null }];
  await reconcile(connection, list, { days: 7, dateFormat });
  for (const query of [reconciledRowsQuery, monthsQuery, reasonsQuery]) await connection.run(query);
};

/** A person of one record: without any record the command ends before most of its statements. */
async function explainOne(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    insert into intermediate.records_judged (record_no, system, record_id) values (1, 'crm', '1');
    insert into intermediate.person_records (record_no, system, record_id, person_id) values (1, 'crm', '1', 'crm:1')`);
  await explainPerson(connection, "crm:1");
  await connection.run(explanationQuery);
}

/** A person of two records with one address. */
async function forgetOne(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    insert into intermediate.records_judged (record_no, system, record_id, email) values (1, 'crm', '1', 'a@b.example');
    insert into intermediate.person_records (record_no, system, record_id, person_id) values (1, 'crm', '1', 'crm:1')`);
  await findPublished(connection, "crm:1", { mailboxes: ["info"], mostRecords: 20 });
  await recordsOfOthers(connection, ["1"]);
  await namesOfOthers(connection, ["Ada Lovelace"]);
}

export const commands: readonly Command[] = [
  {
    name: "closedloop reconcile",
    folder: "src/reconcile",
    tables: reconcileTables,
    ways: [reconcileWith(), reconcileWith("%Y-%m-%d")],
  },
  { name: "closedloop forget", folder: "src/forget", tables: forgetTables, ways: [forgetOne] },
  { name: "closedloop explain", folder: "src/explain", tables: explainTables, ways: [explainOne] },
];

/** Compares what a command declares with the contracts, and runs its SQL on tables with the declared columns only. */
export async function checkCommand(command: Command, tables: readonly Table[]): Promise<SqlFault[]> {
  const { name, folder, ways } = command;
  const files = typeScriptFilesIn(folder);
  const faults = compareDeclared(command, tables);
  for (const way of ways) {
    await withEmptyTables(command.tables, way).catch((error) => faults.push(sqlFault(name, "", files, error)));
  }
  return faults;
}

/** Each declared column that no contract has with this type. */
function compareDeclared({ name, folder, tables: read }: Command, tables: readonly Table[]): SqlFault[] {
  const file = `${folder}/tables.ts`;
  const lines = readFileSync(file, "utf8").split("\n");
  const lineOf = (text: string, from = 0) => {
    const at = lines.findIndex((line, no) => no >= from && line.includes(text));
    return at < 0 ? undefined : at + 1;
  };
  return Object.entries(read).flatMap(([tableName, columns]) => {
    const table = tables.find((one) => one.name === tableName);
    const tableLine = lineOf(`"${tableName}"`);
    if (table === undefined) {
      const meant = suggestSpelling(
        tableName,
        tables.map((one) => one.name),
      );
      return [{ file, line: tableLine, name, message: `there is no table ${tableName}${meant}` }];
    }
    const contract = table.columns as Readonly<Record<string, Column<unknown>>>;
    return Object.entries(columns).flatMap(([column, type]) => {
      const found = contract[column]?.type;
      if (found === type) return [];
      const message =
        found === undefined
          ? `${tableName} has no column ${column}${suggestSpelling(column, Object.keys(contract))}`
          : `${tableName}.${column} is declared as ${type} here, and as ${found} in its contract`;
      return [{ file, line: lineOf(` ${column}:`, tableLine), name, message }];
    });
  });
}

/** Every table that SQL of some files names behind `from` or `join`, and that does not exist. */
export function checkNamedTables(files: readonly string[], tables: readonly Table[]): SqlFault[] {
  const known = new Set<string>(tables.map(({ name }) => name));
  return files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, at) =>
        [...line.matchAll(/\b(?:from|join) ((?:raw|staging|intermediate|marts)\.\w+)/g)]
          .map(([, name]) => name!)
          .filter((name) => !known.has(name))
          .map((name) => ({
            file,
            line: at + 1,
            name: "SQL of the engine",
            message: `there is no table ${name}${suggestSpelling(name, [...known])}`,
          })),
      ),
  );
}
