import { nullable, oneOf } from "../../src/table/columns.js";

/** The column of a lookup by which a row that `closedloop doctor` proposed is known until somebody has looked at it. */
export const lookupMark = {
  mark: nullable(
    oneOf(
      ["guess", "confirm"],
      "Set by closedloop doctor: guess, nothing similar is known; confirm, taken from a similar value. Clear it when the row is right; null if nobody need look at it",
    ),
  ),
};
