/** Statistics of rates: as SQL where each row needs one, in TypeScript where a run needs one. */
import { type Expression, type RawBuilder, sql } from "kysely";
import { nullable, real, zipColumns } from "../../src/table/columns.js";

/** The z of a two-sided 95 % interval of the standard normal distribution. */
export const z95 = 1.959963984540054;

/** A rate from two counts, e.g. 0.4 for 2 of 5; null if `of` is 0. */
export const rate = (hits: Expression<bigint>, of: Expression<bigint>): RawBuilder<number | null> =>
  sql<number | null>`(${hits} / nullif(${of}, 0)::double)`;

/** A bound of the Wilson 95 % interval of a rate; null if `of` is 0. */
export function wilsonBound(bound: "low" | "high", hits: Expression<bigint>, of: Expression<bigint>) {
  const [sign, count, limit] = bound === "low" ? ["-", hits, 0] : ["+", sql`(${of} - ${hits})`, 1];
  const z = sql.lit(z95);
  const share = rate(hits, of);
  return sql<number | null>`case when ${of} = 0 then null when ${count} = 0 then ${sql.lit(limit)}::double else
    (${share} + ${z} * ${z} / (2 * ${of}) ${sql.raw(sign as string)}
      ${z} * sqrt(${share} * (1 - ${share}) / ${of} + ${z} * ${z} / (4.0 * ${of} * ${of}))) / (1 + ${z} * ${z} / ${of}) end`;
}

/** The contracts of a rate and its bounds, e.g. `rate_sal`, `rate_sal_low` and `rate_sal_high`; all are null if the rate has no denominator. */
export function rateColumns<N extends string>(name: N, about: string) {
  const bound = (side: string) =>
    nullable(real(`${side} bound of the 95 % interval (Wilson) of ${name}; null if ${name} is null`));
  return zipColumns([name, `${name}_low`, `${name}_high`], [nullable(real(about)), bound("Lower"), bound("Upper")]);
}

/** The SQL of the columns of `rateColumns`, from two columns with counts. */
export function rateWithBounds(hits: string, of: string, name: string): RawBuilder<unknown>[] {
  const counts = [sql.ref<bigint>(hits), sql.ref<bigint>(of)] as const;
  return [
    sql`${rate(...counts)} as ${sql.ref(name)}`,
    sql`${wilsonBound("low", ...counts)} as ${sql.ref(`${name}_low`)}`,
    sql`${wilsonBound("high", ...counts)} as ${sql.ref(`${name}_high`)}`,
  ];
}

/** The z of a pooled two-proportion test without continuity correction; null if a side is empty, or if both rates are 0 or both are 1. */
export const pooledZ = (
  hits: Expression<bigint>,
  of: Expression<bigint>,
  otherHits: Expression<bigint>,
  otherOf: Expression<bigint>,
): RawBuilder<number | null> => {
  const pooled = sql`((${hits} + ${otherHits}) / (${of} + ${otherOf})::double)`;
  return sql<number | null>`case when ${of} > 0 and ${otherOf} > 0 and ${pooled} > 0 and ${pooled} < 1 then
    (${hits} / ${of}::double - ${otherHits} / ${otherOf}::double)
      / sqrt(${pooled} * (1 - ${pooled}) * (1 / ${of}::double + 1 / ${otherOf}::double)) end`;
};

/** The |z| above which a two-sided test has p < alpha, exact to 1e-12; e.g. 1.96 for 0.05. */
export function criticalZ(alpha: number): number {
  let [low, high] = [0, 40];
  for (let step = 0; step < 120; step++) {
    const middle = (low + high) / 2;
    if (twoSidedP(middle) > alpha) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(|Z| > z): the power series of the normal integral below 3, Laplace's continued fraction from there. */
function twoSidedP(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let [term, sum] = [z, z];
    for (let n = 1; Math.abs(term) > 1e-18; n++) {
      term *= (z * z) / (2 * n + 1);
      sum += term;
    }
    return 1 - 2 * density * sum;
  }
  let fraction = z;
  for (let n = 160; n > 0; n--) fraction = z + n / fraction;
  return (2 * density) / fraction;
}
