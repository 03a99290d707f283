/** How DuckDB's types are written in Arrow: exactly where Arrow has the same type, otherwise as text. */
import type { DuckDBDecimalType, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import {
  Bool,
  type DataType,
  DateDay,
  Decimal,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  TimestampSecond,
  Uint8,
  Uint16,
  Uint32,
  Uint64,
  Utf8,
} from "apache-arrow";
import { UserError } from "../../base/errors.js";
import { DuckDBTypeId } from "../../table/duckdb.js";
import { valueText } from "./value_text.js";

/** A column's Arrow type and the buffers of its values. The bytes of a null do not matter. */
export interface ArrowEncoding {
  readonly type: DataType;
  readonly buffers: (values: readonly DuckDBValue[]) => object;
}

interface NumberArray {
  readonly length: number;
  [n: number]: number | bigint;
}
type ToNumber = (value: never) => number | bigint;
const unchanged: ToNumber = (value) => value;

const fixedWidth = (
  type: DataType,
  array: new (length: number) => NumberArray,
  raw: ToNumber = unchanged,
): ArrowEncoding => ({
  type,
  buffers: (values) => {
    const data = new array(values.length);
    values.forEach((value, n) => {
      if (value !== null) data[n] = raw(value as never);
    });
    return { data };
  },
});

/** Any value as text, as in CSV. */
const utf8: ArrowEncoding = {
  type: new Utf8(),
  buffers: (values) => {
    const texts = values.map((value) => Buffer.from(valueText(value)));
    const valueOffsets = new Int32Array(values.length + 1);
    texts.forEach((text, n) => {
      valueOffsets[n + 1] = valueOffsets[n]! + text.length;
    });
    return { valueOffsets, data: Buffer.concat(texts) };
  },
};

/** 128 bits in two's complement, the low word first. */
const decimal = (precision: number, scale: number, raw: (value: never) => bigint): ArrowEncoding => ({
  type: new Decimal(scale, precision, 128),
  buffers: (values) => {
    const words = new BigInt64Array(values.length * 2);
    values.forEach((value, n) => {
      if (value === null) return;
      const whole = raw(value as never);
      words[n * 2] = BigInt.asIntN(64, whole);
      words[n * 2 + 1] = whole >> 64n;
    });
    return { data: new Uint32Array(words.buffer) };
  },
});

/** The type of `sum` of a BIGINT, as a decimal: Arrow's integers have at most 64 bits. */
const hugeint = decimal(38, 0, (value: bigint) => {
  if (value < 10n ** 38n && value > -(10n ** 38n)) return value;
  throw new UserError(`${value} has more than the 38 digits of an Arrow decimal; cast it to VARCHAR in the query`, 2);
});

const bool: ArrowEncoding = {
  type: new Bool(),
  buffers: (values) => ({ data: bitmap(values, (value) => value === true) }),
};
const micros = fixedWidth(new TimestampMicrosecond("UTC"), BigInt64Array, ({ micros }: { micros: bigint }) => micros);

const arrowEncodings: { readonly [K in DuckDBTypeId]?: ArrowEncoding } = {
  [DuckDBTypeId.BOOLEAN]: bool,
  [DuckDBTypeId.TINYINT]: fixedWidth(new Int8(), Int8Array),
  [DuckDBTypeId.SMALLINT]: fixedWidth(new Int16(), Int16Array),
  [DuckDBTypeId.INTEGER]: fixedWidth(new Int32(), Int32Array),
  [DuckDBTypeId.BIGINT]: fixedWidth(new Int64(), BigInt64Array),
  [DuckDBTypeId.UTINYINT]: fixedWidth(new Uint8(), Uint8Array),
  [DuckDBTypeId.USMALLINT]: fixedWidth(new Uint16(), Uint16Array),
  [DuckDBTypeId.UINTEGER]: fixedWidth(new Uint32(), Uint32Array),
  [DuckDBTypeId.UBIGINT]: fixedWidth(new Uint64(), BigUint64Array),
  [DuckDBTypeId.HUGEINT]: hugeint,
  [DuckDBTypeId.FLOAT]: fixedWidth(new Float32(), Float32Array),
  [DuckDBTypeId.DOUBLE]: fixedWidth(new Float64(), Float64Array),
  [DuckDBTypeId.DATE]: fixedWidth(new DateDay(), Int32Array, ({ days }: { days: number }) => days),
  [DuckDBTypeId.TIMESTAMP]: micros,
  [DuckDBTypeId.TIMESTAMP_TZ]: micros,
  [DuckDBTypeId.TIMESTAMP_S]: fixedWidth(
    new TimestampSecond("UTC"),
    BigInt64Array,
    (at: { seconds: bigint }) => at.seconds,
  ),
  [DuckDBTypeId.TIMESTAMP_MS]: fixedWidth(
    new TimestampMillisecond("UTC"),
    BigInt64Array,
    (at: { millis: bigint }) => at.millis,
  ),
  [DuckDBTypeId.TIMESTAMP_NS]: fixedWidth(
    new TimestampNanosecond("UTC"),
    BigInt64Array,
    (at: { nanos: bigint }) => at.nanos,
  ),
};

/** The exact encoding of a type, else text. */
export const arrowEncodingOf = (type: DuckDBType): ArrowEncoding =>
  type.typeId === DuckDBTypeId.DECIMAL ? decimalEncodingOf(type) : (arrowEncodings[type.typeId] ?? utf8);

const decimalEncodingOf = ({ width, scale }: DuckDBDecimalType) =>
  decimal(width, scale, ({ value }: { value: bigint }) => value);

/** One bit per value; the first value has the lowest bit. */
export function bitmap(values: readonly DuckDBValue[], isSet: (value: DuckDBValue) => boolean): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, n) => {
    if (isSet(value)) bits[n >> 3]! |= 1 << (n & 7);
  });
  return bits;
}
