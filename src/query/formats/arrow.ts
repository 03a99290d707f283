import type { DuckDBValue } from "@duckdb/node-api";
import {
  AsyncByteQueue,
  type Data,
  Field,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
} from "apache-arrow";
import type { QueryResult } from "../run_query.js";
import { type ArrowEncoding, arrowEncodingOf, bitmap } from "./arrow_encodings.js";

/** Collects the writer's output until it is taken. The writer's own queue would not wait for a slow reader. */
class BufferedParts extends AsyncByteQueue<Uint8Array> {
  private parts: Uint8Array[] = [];
  override write(part: Uint8Array): void {
    this.parts.push(part);
  }
  take(): Uint8Array {
    const taken = Buffer.concat(this.parts);
    this.parts = [];
    return taken;
  }
}

/** An Arrow IPC file with one record batch per chunk; a result without rows still has its schema. */
export async function* arrow({ names, types, chunks }: QueryResult): AsyncGenerator<Uint8Array> {
  const encodings = types.map(arrowEncodingOf);
  const schema = new Schema(names.map((name, n) => new Field(name, encodings[n]!.type, true)));
  const parts = new BufferedParts();
  const writer = new RecordBatchFileWriter();
  writer.reset(parts, schema);
  for await (const chunk of chunks) {
    const children = encodings.map((encoding, n) => createArrowColumn(encoding, chunk.getColumnValues(n)));
    const data = makeData({ type: new Struct(schema.fields), length: chunk.rowCount, nullCount: 0, children });
    writer.write(new RecordBatch(schema, data));
    yield parts.take();
  }
  writer.close();
  yield parts.take();
}

function createArrowColumn({ type, buffers }: ArrowEncoding, values: readonly DuckDBValue[]): Data {
  const nullCount = values.filter((value) => value === null).length;
  const nullBitmap = nullCount === 0 ? null : bitmap(values, (value) => value !== null);
  return makeData({ type, length: values.length, nullCount, nullBitmap, ...buffers(values) } as Parameters<
    typeof makeData
  >[0]);
}
