import type { RunFacts } from "../../src/runs/run_facts.js";
import { personal, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const load_rejects = source({
  name: "raw.load_rejects",
  about: "One row per file, column and reason for which records were rejected, without their values.",
  origin: {
    kind: "run",
    rows: ({ loads }: RunFacts) =>
      loads.flatMap(({ load_id, file, rejects }) =>
        rejects.map(({ column, code, records, first_line }) => ({
          load_id,
          file,
          column_name: column,
          code,
          records: BigInt(records),
          first_line: BigInt(first_line),
        })),
      ),
  },
  grain: ["load_id", "column_name", "code"],
  columns: {
    load_id: text("Load of the file"),
    file: personal(text("Path of the file in the source's folder")),
    column_name: text("Column with the wrong value"),
    code: text("Reason of the rejection"),
    records: whole("Number of records rejected for this reason"),
    first_line: whole("Line of the first record rejected for this reason, from 1"),
  },
});
