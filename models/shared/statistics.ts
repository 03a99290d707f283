/** The few statistics that rates need: spelled as SQL where they are per row, computed here where they are per run. */
import { type Expression, type RawBuilder, sql } from "kysely";
import { nullable, real, zipColumns } from "../../src/table/columns.js";

/** Of the standard normal distribution, two-sided 95 %. */
export const z95 = 1.959963984540054;

/** A share; null where there is nothing to share. */
export const rate = (hits: Expression<bigint>, of: Expression<bigint>): RawBuilder<number | null> =>
  sql<number | null>`(${hits} / nullif(${of}, 0)::double)`;

/** A bound of the Wilson 95 % interval of a share; null where there is nothing to share. */
export function wilsonBound(bound: "low" | "high", hits: Expression<bigint>, of: Expression<bigint>) {
  const [sign, sure, none] = bound === "low" ? ["-", hits, 0] : ["+", sql`(${of} - ${hits})`, 1];
  const z = sql.lit(z95);
  const share = rate(hits, of);
  return sql<number | null>`case when ${of} = 0 then null when ${sure} = 0 then ${sql.lit(none)}::double else
    (${share} + ${z} * ${z} / (2 * ${of}) ${sql.raw(sign as string)}
      ${z} * sqrt(${share} * (1 - ${share}) / ${of} + ${z} * ${z} / (4.0 * ${of} * ${of}))) / (1 + ${z} * ${z} / ${of}) end`;
}

/** The columns of a rate and its bounds, each null where the rate has no denominator. */
export function rateColumns<N extends string>(name: N, about: string) {
  const bound = (side: string) =>
    nullable(real(`${side} bound of the 95 % interval (Wilson) of ${name}; null as that`));
  return zipColumns([name, `${name}_low`, `${name}_high`], [nullable(real(about)), bound("Lower"), bound("Upper")]);
}

/** A share of two named counts with its bounds, as those three columns. */
export function rateWithBounds(hits: string, of: string, name: string): RawBuilder<unknown>[] {
  const counts = [sql.ref<bigint>(hits), sql.ref<bigint>(of)] as const;
  return [
    sql`${rate(...counts)} as ${sql.ref(name)}`,
    sql`${wilsonBound("low", ...counts)} as ${sql.ref(`${name}_low`)}`,
    sql`${wilsonBound("high", ...counts)} as ${sql.ref(`${name}_high`)}`,
  ];
}

/** The z of a pooled two-proportion test, without continuity correction; null where a side is empty or all agree. */
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

/** The |z| beyond which a two-sided test has p < alpha, to 1e-12. */
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
