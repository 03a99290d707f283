import { createRequire } from "node:module";
import type * as api from "@duckdb/node-api";

/** The parts of DuckDB's Node API that are used. `require` takes half the time of `import`, which searches a CommonJS package for its names. */
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
