/** The goals that closedloop holds itself to, each from what one run measured. */
import type { Goal } from "./results.js";

export interface Measurements {
  readonly activities: number;
  /** Seconds. */
  readonly job: number;
  readonly plain: number;
  readonly jobProcessor: number;
  readonly plainProcessor: number;
  readonly count: number;
  readonly load: number;
  readonly plainLoad: number;
  readonly query: number;
  readonly scoreHistory: number;
  readonly asking: number;
  readonly help: number;
  /** Bytes. */
  readonly peak: number;
  readonly plainPeak: number;
  readonly csv: number;
  readonly warehouse: number;
  /** Under a limit of memory; undefined: not tried. */
  readonly limited?:
    | { readonly limit: string; readonly isFinished: boolean; readonly seconds: number; readonly peak: number }
    | undefined;
  readonly earlier?: { readonly activities: number; readonly seconds: number } | undefined;
}

const seconds = (value: number) => `${value.toFixed(value < 1 ? 3 : 1)} s`;
const milliseconds = (value: number) => `${(value * 1000).toFixed(1)} ms`;
const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(2)} GiB`;
const times = (value: number) => `${value.toFixed(2)} times`;

/** Of 5 million activities and more the SQL's own work is what costs; below, what any process needs weighs too. */
const LARGE = 4_000_000;
/** Where the goal of the whole job is set. */
const FULL = 40_000_000;

export function goalsOf(measured: Measurements): Goal[] {
  const { activities, job, plain, count, load, plainLoad, query, asking, help, peak } = measured;
  const most = activities >= LARGE ? 1.2 : 1.6;
  const isFull = activities >= FULL;
  const over = job / plain;
  return [
    {
      goal: "job over hand-written SQL",
      measured: `${seconds(job)} over ${seconds(plain)}: ${times(over)}`,
      bound: `<= ${most}`,
      isMet: over <= most,
    },
    {
      goal: "the same in processor seconds",
      measured: `${seconds(measured.jobProcessor)} over ${seconds(measured.plainProcessor)}: ${times(measured.jobProcessor / measured.plainProcessor)}`,
      bound: "",
    },
    {
      goal: "job in multiples of `count(*)` over the activities",
      measured: `${seconds(job)} over ${seconds(count)}: ${times(job / count)}`,
      bound: "<= 24 at 50 million, stretch 15",
      isMet: isFull ? job / count <= 24 : undefined,
    },
    {
      goal: "cost of the load's safety",
      measured: `${seconds(load)} over ${seconds(plainLoad)} of DuckDB alone: ${(100 * (1 - plainLoad / load)).toFixed(0)} % of the load`,
      bound: "<= 40 % of the load",
      isMet: 1 - plainLoad / load <= 0.4,
    },
    { goal: "a night, 0.2 % new activity", measured: "later", bound: "<= 1/5 of the job" },
    {
      goal: "peak resident memory of the job",
      measured: `${gigabytes(peak)}; hand-written ${gigabytes(measured.plainPeak)}`,
      bound: "<= 4 GiB",
      isMet: peak <= 4 * 2 ** 30,
    },
    limitedGoal(measured),
    growthGoal(measured),
    {
      goal: "ad hoc query on marts, warm",
      measured: `median of the saved ones ${milliseconds(query)}; score_history of a person ${milliseconds(measured.scoreHistory)}`,
      bound: "<= 5 ms",
      isMet: query <= 0.005,
    },
    { goal: "the same as a whole command", measured: milliseconds(asking), bound: "<= 300 ms", isMet: asking <= 0.3 },
    {
      goal: "`closedloop --help` over an empty node",
      measured: milliseconds(help),
      bound: "<= 150 ms",
      isMet: help <= 0.15,
    },
    { goal: "database over CSV", measured: times(measured.warehouse / measured.csv), bound: "" },
    { goal: "faults: nothing lost", measured: "later", bound: "" },
  ];
}

function limitedGoal({ limited }: Measurements): Goal {
  const goal = "finishes under memory_limit";
  if (!limited) return { goal, measured: "not tried (--memory-limit 2GB)", bound: "2GB" };
  const { limit, isFinished, seconds: took, peak } = limited;
  return {
    goal,
    measured: `${limit}: ${isFinished ? `yes, ${seconds(took)}, peak ${gigabytes(peak)}` : "no"}`,
    bound: "2GB",
    isMet: isFinished,
  };
}

/** Eleven times the seconds for ten times the activities. */
function growthGoal({ activities, job, earlier }: Measurements): Goal {
  const goal = "growth";
  if (!earlier) return { goal, measured: "no smaller result yet", bound: "<= 11 for 10 times the activities" };
  const [more, slower] = [activities / earlier.activities, job / earlier.seconds];
  return {
    goal,
    measured: `${more.toFixed(1)} times the activities: ${slower.toFixed(1)} times the seconds`,
    bound: `<= ${(1.1 * more).toFixed(1)}`,
    isMet: slower <= 1.1 * more,
  };
}
