/** The performance goals of closedloop, evaluated for one run. */
import type { Goal } from "./results.js";

export interface Measurements {
  readonly activities: number;
  /** All durations are in seconds. */
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
  /** All sizes are in bytes. */
  readonly peak: number;
  readonly plainPeak: number;
  readonly csv: number;
  readonly warehouse: number;
  /** The job with a memory limit; undefined if it was not run. */
  readonly limited?:
    | { readonly limit: string; readonly isFinished: boolean; readonly seconds: number; readonly peak: number }
    | undefined;
  /** The largest earlier result with fewer activities. */
  readonly earlier?: { readonly activities: number; readonly seconds: number } | undefined;
}

const seconds = (value: number) => `${value.toFixed(value < 1 ? 3 : 1)} s`;
const milliseconds = (value: number) => `${(value * 1000).toFixed(1)} ms`;
const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(2)} GiB`;
const times = (value: number) => `${value.toFixed(2)} times`;

/** From about 5 million activities, the SQL takes most of the time. Below, the fixed cost of a process counts too. */
const LARGE = 4_000_000;
/** The goal for `count(*)` applies from this number of activities. */
const FULL = 40_000_000;

export function goalsOf(measured: Measurements): Goal[] {
  const { activities, job, plain, count, load, plainLoad, query, asking, help, peak } = measured;
  const most = activities >= LARGE ? 1.2 : 1.6;
  const isFull = activities >= FULL;
  const over = job / plain;
  return [
    {
      goal: "duration of the job, compared with hand-written SQL",
      measured: `${seconds(job)} against ${seconds(plain)}: ${times(over)}`,
      bound: `<= ${most}`,
      isMet: over <= most,
    },
    {
      goal: "processor time of the job, compared with hand-written SQL",
      measured: `${seconds(measured.jobProcessor)} against ${seconds(measured.plainProcessor)}: ${times(measured.jobProcessor / measured.plainProcessor)}`,
      bound: "",
    },
    {
      goal: "duration of the job, compared with `count(*)` of the activity files",
      measured: `${seconds(job)} against ${seconds(count)}: ${times(job / count)}`,
      bound: "<= 24 at 50 million, stretch 15",
      isMet: isFull ? job / count <= 24 : undefined,
    },
    {
      goal: "share of the load spent on history and checks",
      measured: `${seconds(load)} against ${seconds(plainLoad)} of plain DuckDB: ${(100 * (1 - plainLoad / load)).toFixed(0)} % of the load`,
      bound: "<= 40 % of the load",
      isMet: 1 - plainLoad / load <= 0.4,
    },
    { goal: "duration of a night with 0.2 % new activities", measured: "not measured yet", bound: "<= 1/5 of the job" },
    {
      goal: "peak resident memory of the job",
      measured: `${gigabytes(peak)}; hand-written SQL ${gigabytes(measured.plainPeak)}`,
      bound: "<= 4 GiB",
      isMet: peak <= 4 * 2 ** 30,
    },
    limitedGoal(measured),
    growthGoal(measured),
    {
      goal: "query on the marts, warm",
      measured: `median of the saved queries ${milliseconds(query)}; score_history of one person ${milliseconds(measured.scoreHistory)}`,
      bound: "<= 5 ms",
      isMet: query <= 0.005,
    },
    { goal: "saved query as a command", measured: milliseconds(asking), bound: "<= 300 ms", isMet: asking <= 0.3 },
    {
      goal: "`closedloop --help`, without the start of Node",
      measured: milliseconds(help),
      bound: "<= 150 ms",
      isMet: help <= 0.15,
    },
    {
      goal: "size of the database, compared with the CSV files",
      measured: times(measured.warehouse / measured.csv),
      bound: "",
    },
    { goal: "no data lost after faults", measured: "not measured yet", bound: "" },
  ];
}

function limitedGoal({ limited }: Measurements): Goal {
  const goal = "finishes with a memory limit";
  if (!limited) return { goal, measured: "not measured (use --memory-limit 2GB)", bound: "2GB" };
  const { limit, isFinished, seconds: took, peak } = limited;
  return {
    goal,
    measured: `${limit}: ${isFinished ? `yes, ${seconds(took)}, peak ${gigabytes(peak)}` : "no"}`,
    bound: "2GB",
    isMet: isFinished,
  };
}

/** Ten times the activities may take eleven times as long. */
function growthGoal({ activities, job, earlier }: Measurements): Goal {
  const goal = "growth with the number of activities";
  if (!earlier) return { goal, measured: "no smaller result yet", bound: "<= 11 for 10 times the activities" };
  const [more, slower] = [activities / earlier.activities, job / earlier.seconds];
  return {
    goal,
    measured: `${more.toFixed(1)} times the activities: ${slower.toFixed(1)} times the seconds`,
    bound: `<= ${(1.1 * more).toFixed(1)}`,
    isMet: slower <= 1.1 * more,
  };
}
