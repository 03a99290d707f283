import type { DuckDBConnection } from "@duckdb/node-api";
import { type Expression, expressionBuilder, sql } from "kysely";
import { db } from "../table/db.js";
import {
  columnsInShape,
  defaultShape,
  type Model,
  type ModelShape,
  publishedName,
  type TableResolver,
} from "../table/model.js";
import { rowsOf } from "../table/rows.js";

interface ContractRule {
  rule: string;
  severity: "error" | "warn";
  /** An aggregate: the number of rows that break the rule. */
  broken: Expression<bigint>;
  /** The exact number, if `broken` is a cheap estimate. An estimate may be too high, but it is 0 only if no row breaks the rule. */
  exactly?: Expression<bigint> | undefined;
}

export interface RuleViolation extends Pick<ContractRule, "rule" | "severity"> {
  rows: bigint;
}

/** The rules of the model's contract that its rows break, counted in one scan. */
export async function checkModel(
  warehouse: DuckDBConnection,
  model: Model,
  resolve: TableResolver = publishedName,
  shape: ModelShape = defaultShape,
): Promise<RuleViolation[]> {
  const rules = contractRules(model, shape);
  const violations = await countViolations(warehouse, resolve(model), rules);
  // Two different keys may have the same hash, so keys are counted exactly only if a hash repeats.
  const estimated = violations.filter(({ exactly }) => exactly !== undefined);
  const exactRules = estimated.map((rule) => ({ ...rule, broken: rule.exactly!, exactly: undefined }));
  const certain = [
    ...(await countViolations(warehouse, resolve(model), exactRules)),
    ...violations.filter((violation) => !estimated.includes(violation)),
  ];
  return certain.map(({ rule, severity, rows }) => ({ rule, severity, rows }));
}

async function countViolations<R extends ContractRule>(warehouse: DuckDBConnection, name: string, rules: readonly R[]) {
  if (rules.length === 0) return [];
  const counts = rules.map(({ broken }, at) => sql`${broken} as ${sql.ref(`r${at}`)}`);
  const scan = sql`select ${sql.join(counts)} from ${sql.raw(name)} as self`.compile(db).sql;
  const [found] = await rowsOf<Record<string, bigint>>(warehouse, scan);
  return rules.map((rule, at) => ({ ...rule, rows: found?.[`r${at}`] ?? 0n })).filter(({ rows }) => rows > 0n);
}

/** The rules of a contract: grain, nulls, closed lists, and the model's own checks. */
export function contractRules(model: Model, shape: ModelShape = defaultShape): ContractRule[] {
  const { grain, checks, warnings } = model;
  const row = expressionBuilder<any, "self">();
  const key = sql.join(grain.map((name) => sql.ref(name)));
  const rules: ContractRule[] = [
    grain.length > 0
      ? {
          rule: `one row per ${grain.join(", ")}`,
          severity: "error",
          // Hashes are faster to count than keys of text. Keys with different hashes are different.
          broken: sql`count(*) - count(distinct hash(${key}))`,
          exactly: sql`count(*) - count(distinct (${key}))`,
        }
      : { rule: "one row", severity: "error", broken: sql`abs(count(*) - 1)` },
  ];
  const add = (rule: string, severity: ContractRule["severity"], breaks: Expression<unknown>) =>
    // count_if(…) would be null, not 0, if the condition is null in every row.
    rules.push({ rule, severity, broken: sql`count(*) filter (where ${breaks})` });
  for (const [name, { nullable, oneOf }] of Object.entries(columnsInShape(model, shape))) {
    if (!nullable) add(`${name} is never null`, "error", row(name, "is", null));
    if (oneOf) add(`${name} is one of ${oneOf.join(", ")}`, "error", row(name, "not in", oneOf));
  }
  for (const [rule, holds] of Object.entries(checks)) add(rule, "error", row.not(holds(row)));
  for (const [rule, holds] of Object.entries(warnings)) add(rule, "warn", row.not(holds(row)));
  return rules;
}
