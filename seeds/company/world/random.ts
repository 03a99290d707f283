/** Chance that repeats: the same seed and stream give the same draws on every machine with this version of Node. */
export class Chance {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  /** Streams of one seed are independent, so that what one account draws moves no other. */
  constructor(seed: number, stream: number) {
    this.a = seed | 0;
    this.b = Math.imul(stream + 1, 0x9e3779b1);
    this.c = (stream / 0x100000000) | 0;
    for (let warm = 0; warm < 15; warm++) this.unit();
  }

  /** From 0 up to, not including, 1: the generator sfc32. */
  unit(): number {
    const sum = (this.a + this.b + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x100000000;
  }

  /** True with this probability. */
  is(probability: number): boolean {
    return this.unit() < probability;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }

  /** Around a median, skewed as lags and amounts of money are. */
  skewed(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }

  /** A wait whose end is always as likely to come. */
  wait(mean: number): number {
    return -mean * Math.log(1 - this.unit());
  }

  /** How often something rare happens. */
  count(mean: number): number {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    let times = 0;
    for (let left = this.unit(), until = Math.exp(-mean); left > until; left *= this.unit()) times++;
    return times;
  }

  one<T>(of: readonly T[]): T {
    return of[Math.floor(this.unit() * of.length)]!;
  }

  /** One of several, each as often as its weight says. */
  weighed<T extends { readonly weight: number }>(of: readonly T[]): T {
    let left = this.unit() * of.reduce((sum, { weight }) => sum + weight, 0);
    for (const each of of) {
      left -= each.weight;
      if (left < 0) return each;
    }
    return of.at(-1)!;
  }
}

/** Probability of an even log odds. */
export const likely = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
