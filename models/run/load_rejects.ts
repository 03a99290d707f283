import type { RunFacts } from "../../src/runs/run_facts.js";
import { text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const load_rejects = source({
  name: "raw.load_rejects",
  about: "One row per file, column and reason for which records were rejected; never their values.",
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
    load_id: text("The load"),
    file: text("Path below the source's folder"),
    column_name: text("Column whose value did not fit"),
    code: text("Why it did not"),
    records: whole("Records rejected for it"),
    first_line: whole("Line of the first of them, from 1"),
  },
});
