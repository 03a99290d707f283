/** Random numbers that repeat: the same seed and stream give the same draws on every machine with the same version of Node. */
export class SeededRandom {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  /** Streams of one seed are independent: draws for one company do not change those for another. */
  constructor(seed: number, stream: number) {
    this.a = seed | 0;
    this.b = Math.imul(stream + 1, 0x9e3779b1);
    this.c = (stream / 0x100000000) | 0;
    for (let warm = 0; warm < 15; warm++) this.next();
  }

  /** A number from 0 to below 1, by the generator sfc32. */
  next(): number {
    const sum = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x100000000;
  }

  /** True with this probability. */
  happens(probability: number): boolean {
    return this.next() < probability;
  }

  uniform(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** A standard normal number, by the Box-Muller method. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** A log-normal number, for lags and amounts of money. */
  logNormal(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }

  /** An exponentially distributed waiting time. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** A Poisson-distributed count; above a mean of 30 by its normal approximation. */
  poisson(mean: number): number {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    let times = 0;
    for (let left = this.next(), until = Math.exp(-mean); left > until; left *= this.next()) times++;
    return times;
  }

  pick<T>(of: readonly T[]): T {
    return of[Math.floor(this.next() * of.length)]!;
  }

  /** One of several, with a probability proportional to its weight. */
  pickWeighted<T extends { readonly weight: number }>(of: readonly T[]): T {
    let left = this.next() * of.reduce((sum, { weight }) => sum + weight, 0);
    for (const each of of) {
      left -= each.weight;
      if (left < 0) return each;
    }
    return of.at(-1)!;
  }
}

/** The probability of a log odds. */
export const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
