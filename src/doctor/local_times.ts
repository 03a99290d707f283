import { replicaHeader } from "../load/files/object_file_name.js";
import { acceptedHeaders } from "../table/accepted_headers.js";
import type { Source } from "../table/model.js";
import { findHeaderPositions } from "../text/header.js";
import { columnsOf } from "./source_objects.js";

const unmarkedTime = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T]\d{1,2}:\d\d(:\d\d(\.\d+)?)?( ?[AP]M)?$/i;

/** True if a column with instants has values without an offset, other than those at midnight, which are dates. */
export function hasLocalTimes(
  sample: readonly Readonly<Record<string, string | null>>[],
  headers: readonly string[],
  table: Source,
): boolean {
  // Replicas write all times in UTC.
  if (headers.some((header) => replicaHeader.test(header))) return false;
  const wanted = new Set(
    columnsOf(table).flatMap(([name, column]) =>
      column.type === "instant"
        ? acceptedHeaders(name, column).flatMap((one) => findHeaderPositions(one, headers))
        : [],
    ),
  );
  return [...wanted].some((place) =>
    sample.some((row) => {
      const value = row[headers[place]!]?.trim() ?? "";
      return unmarkedTime.test(value) && !/ 0?0:00(:00(\.0+)?)?$/.test(value);
    }),
  );
}
