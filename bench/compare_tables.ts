/** Compares the tables of the hand-written SQL with those of closedloop. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { withWarehouse } from "../src/table/database_file.js";
import { quotedIdentifier, quotedString } from "../src/table/dialect.js";
import { rowsOf } from "../src/table/rows.js";

/** Compared in the columns that the export has. The contract may have more. */
const rawTables = [
  "marketo_activities",
  "marketo_leads",
  "marketo_programs",
  "marketo_deleted_leads",
  "salesforce_leads",
  "salesforce_contacts",
  "salesforce_accounts",
  "salesforce_opportunities",
  "salesforce_opportunity_history",
  "salesforce_opportunity_contact_roles",
  "salesforce_lead_history",
  "salesforce_tasks",
  "salesforce_events",
  "salesforce_campaign_members",
  "salesforce_campaigns",
].map((name) => `raw.${name}`);

/** Compared in every column of closedloop's table. */
export const computedTables = [
  "intermediate.person_records",
  "intermediate.activities",
  "intermediate.sales_touches",
  "intermediate.person_attributes",
  "intermediate.mql_instants",
  "marts.people",
  "marts.mql_cycles",
  "marts.opportunities",
  "marts.opportunity_stages",
  "marts.lifecycle_events",
  "marts.score_history",
  "marts.score_breakdown",
  "marts.funnel",
  "marts.rejections",
  "marts.calibration",
  "marts.threshold_advice",
];

/** Tables that the hand-written SQL does not write. */
export const uncomparedTables = [
  "marts.data_quality",
  "marts.runs",
  "raw.salesforce_users, lookups and run tables",
  "staging",
  "other intermediate tables",
] as const;

/** Columns whose values depend on the build. */
const buildNumbers = new Set(["person_no", "record_no"]);

export interface TableComparison {
  readonly table: string;
  readonly rows: number;
  readonly plainRows: number;
  /** Rows that only closedloop wrote. Duplicates count. */
  readonly onlyProduct: number;
  /** Rows that only the hand-written SQL wrote. */
  readonly onlyPlain: number;
  /** Columns that the table of the hand-written SQL lacks. */
  readonly missing: readonly string[];
}

export const isEqual = ({ rows, plainRows, onlyProduct, onlyPlain, missing }: TableComparison): boolean =>
  rows === plainRows && onlyProduct + onlyPlain === 0 && missing.length === 0;

/** Compares all tables row by row in both directions, DOUBLE columns to six digits. */
export const compareTables = (product: string, plain: string): Promise<TableComparison[]> =>
  withWarehouse(plain, "READ_ONLY", async (connection) => {
    await connection.run(
      `set preserve_insertion_order = false; attach ${quotedString(product)} as product (read_only)`,
    );
    const all: TableComparison[] = [];
    for (const table of [...rawTables, ...computedTables])
      all.push(await compareTable(connection, table, rawTables.includes(table)));
    return all;
  });

async function compareTable(connection: DuckDBConnection, table: string, isRaw: boolean): Promise<TableComparison> {
  const columns = await rowsOf<{ name: string; type: string }>(
    connection,
    `select column_name as name, column_type as type from (describe product.${table})`,
  );
  const plainColumns = new Set(
    (await rowsOf<{ name: string }>(connection, `select column_name as name from (describe ${table})`)).map(
      ({ name }) => name,
    ),
  );
  const wanted = columns.filter(({ name }) => !buildNumbers.has(name));
  const shared = wanted.filter(({ name }) => plainColumns.has(name));
  const values = shared.map(({ name, type }) => {
    const column = quotedIdentifier(name);
    return `${type === "DOUBLE" ? `round(${column}::double, 6)` : `${column}::${type}`} as ${column}`;
  });
  // Each side is read once: a view would be computed again by every query.
  await connection.run(`create or replace temp table product_rows as select ${values.join(", ")} from product.${table};
    create or replace temp table plain_rows as select ${values.join(", ")} from ${table}`);
  const count = async (from: string) =>
    Number((await rowsOf<{ rows: bigint }>(connection, `select count(*) as rows from ${from}`))[0]!.rows);
  return {
    table,
    rows: await count("product_rows"),
    plainRows: await count("plain_rows"),
    onlyProduct: await count("(from product_rows except all from plain_rows)"),
    onlyPlain: await count("(from plain_rows except all from product_rows)"),
    missing: isRaw ? [] : wanted.filter(({ name }) => !plainColumns.has(name)).map(({ name }) => name),
  };
}
