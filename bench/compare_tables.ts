/** Whether the hand-written SQL wrote what the product writes. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { withWarehouse } from "../src/table/database_file.js";
import { quotedIdentifier, quotedString } from "../src/table/dialect.js";
import { rowsOf } from "../src/table/rows.js";

/** Compared in every column that the export has: the contract knows more. */
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

/** Compared in every column that the product's table has. */
const computedTables = [
  ...["person_records", "activities", "sales_touches", "person_attributes", "mql_instants"].map(
    (name) => `intermediate.${name}`,
  ),
  ...["people", "mql_cycles", "lifecycle_events", "score_history", "score_breakdown", "funnel", "rejections"].map(
    (name) => `marts.${name}`,
  ),
  ...["calibration", "threshold_advice"].map((name) => `marts.${name}`),
];

/** What the hand-written SQL does not write. */
export const uncomparedTables = [
  "marts.data_quality",
  "marts.runs",
  "raw.salesforce_users, lookups and run tables",
  "staging (views)",
  "other intermediate tables",
] as const;

/** Numbers of this build only. */
const buildNumbers = new Set(["person_no", "record_no"]);

export interface TableComparison {
  readonly table: string;
  readonly rows: number;
  readonly plainRows: number;
  /** Rows that only the one has, copies counted. */
  readonly onlyProduct: number;
  readonly onlyPlain: number;
  /** Columns that the hand-written table lacks. */
  readonly missing: readonly string[];
}

export const isEqual = ({ rows, plainRows, onlyProduct, onlyPlain, missing }: TableComparison): boolean =>
  rows === plainRows && onlyProduct + onlyPlain === 0 && missing.length === 0;

/** Both ways, row by row, of all tables; real numbers to the sixth digit. */
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
  const having = new Set(
    (await rowsOf<{ name: string }>(connection, `select column_name as name from (describe ${table})`)).map(
      ({ name }) => name,
    ),
  );
  const wanted = columns.filter(({ name }) => !buildNumbers.has(name));
  const shared = wanted.filter(({ name }) => having.has(name));
  const values = shared.map(({ name, type }) => {
    const column = quotedIdentifier(name);
    return `${type === "DOUBLE" ? `round(${column}::double, 6)` : `${column}::${type}`} as ${column}`;
  });
  // Each side once: a view would be computed anew by every question.
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
    missing: isRaw ? [] : wanted.filter(({ name }) => !having.has(name)).map(({ name }) => name),
  };
}
