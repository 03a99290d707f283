import { createRequire } from "node:module";
import type * as api from "@duckdb/node-api";

/** What is used of DuckDB's Node API, besides types. To import CommonJS, Node would search all its files for names: that takes as long again as to run them. */
export const {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  DuckDBArrayValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  DuckDBUnionValue,
  DuckDBVariantValue,
  JSDuckDBValueConverter,
  quotedIdentifier,
  quotedString,
  StatementType,
  VARCHAR,
} = createRequire(import.meta.url)("@duckdb/node-api") as typeof api;

export type DuckDBDateValue = api.DuckDBDateValue;
export type DuckDBTypeId = api.DuckDBTypeId;
