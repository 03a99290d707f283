import type { TextNote } from "./text_relation.js";

/** The note about records whose own value of a column differs from that in the object with its fields. */
export const contradictedNote = (column: string, records: number): TextNote => ({
  code: "values under `properties` that differ from the record's own",
  column,
  records,
  remedy: "the record's own value counts; if it is the wrong one, export only the other",
});
