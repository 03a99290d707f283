/** Rounds as DuckDB rounds a DOUBLE: half away from zero. */
const round = (value: number, digits: number) =>
  (Math.sign(value) * Math.round(Math.abs(value) * 10 ** digits)) / 10 ** digits;

/** Rounds a score to four digits, as it is stored and compared; never -0. */
export const roundScore = (value: number) => round(round(value, 9), 4) + 0;
