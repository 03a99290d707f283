/** The opportunities of a company, and how their amounts are shared, counted person by person. It shares no code with the product's SQL. */
import type { PersonHistory, StageEvent } from "../world/ground_truth.js";
import { DAY, type Micros } from "../world/time_units.js";
import type { ExpectedCycle } from "./cycles.js";
import type { TruthContext } from "./truth_context.js";

/** A cycle that holds an opportunity, or has it as its own. */
type MqlCycle = Pick<ExpectedCycle, "person_id" | "cycle_no" | "source" | "channel" | "persona"> & { mql_at: Micros };

interface Opportunity {
  readonly id: string;
  readonly cents: number | null;
  readonly currency: string;
  readonly opened: StageEvent;
  readonly closed: StageEvent | undefined;
  people: number;
  firstMqlAt: Micros;
  /** The cycles that have its opportunity, won or lost event. */
  readonly holders: MqlCycle[];
  /** The cycles that share its amount. */
  readonly owners: MqlCycle[];
}

/** Takes one person after the other. Memory grows with the number of opportunities only. */
export class OpportunityCounter {
  private readonly opportunities = new Map<string, Opportunity>();

  constructor(private readonly context: TruthContext) {}

  add(person: PersonHistory, cycles: readonly ExpectedCycle[]): void {
    const qualified = cycles.filter((cycle): cycle is ExpectedCycle & MqlCycle => cycle.mql_at !== null);
    for (const { opportunity_id } of person.opportunities) {
      const opportunity = this.find(person, opportunity_id);
      opportunity.people++;
      opportunity.firstMqlAt = Math.min(opportunity.firstMqlAt, ...qualified.map(({ mql_at }) => mql_at));
      opportunity.holders.push(...qualified.filter(({ held }) => held.includes(opportunity_id)));
      opportunity.owners.push(...qualified.filter((cycle) => cycle.opportunity_id === opportunity_id));
    }
  }

  private find({ opportunities, events }: PersonHistory, id: string): Opportunity {
    const known = this.opportunities.get(id);
    if (known !== undefined) return known;
    const { cents, currency } = opportunities.find(({ opportunity_id }) => opportunity_id === id)!;
    const own = events.filter(({ opportunity_id }) => opportunity_id === id);
    const made: Opportunity = {
      id,
      cents,
      currency: currency ?? this.context.config.currency,
      opened: own.find(({ stage }) => stage === "opportunity")!,
      closed: own.find(({ stage }) => stage === "won" || stage === "lost"),
      people: 0,
      firstMqlAt: Number.POSITIVE_INFINITY,
      holders: [],
      owners: [],
    };
    this.opportunities.set(id, made);
    return made;
  }

  /** Rows of `marts.opportunities`: all opportunities that a person is on. */
  *rows(): Generator<object> {
    const { asOf } = this.context.company;
    const lookback = this.context.config.attribution.lookback_days * DAY;
    for (const { id, cents, currency, opened, closed, people, firstMqlAt, holders } of this.opportunities.values()) {
      const first = holders.toSorted(byMql)[0];
      const isSourced = holders.some(({ mql_at }) => mql_at <= opened.at && opened.at - mql_at <= lookback);
      yield {
        opportunity_key: `crm:${id}`,
        outcome: closed?.stage ?? "open",
        people,
        cycles: holders.length,
        primary_cycle_id: first === undefined ? null : `${first.person_id}#${first.cycle_no}`,
        source: first?.source ?? null,
        channel: first?.channel ?? null,
        persona: first?.persona ?? null,
        mql_at: first?.mql_at ?? null,
        is_sourced: isSourced,
        is_influenced: !isSourced && firstMqlAt <= (closed?.at ?? asOf),
        amount: cents === null ? null : money(cents),
        currency: cents === null ? null : currency,
        is_close_approximate: closed?.is_approximate ?? false,
        created_at: opened.at,
        closed_at: closed?.at ?? null,
      };
    }
  }

  /** What each cycle is credited with, of the amounts that need no conversion. */
  *credits(): Generator<object> {
    for (const { cents, currency, owners } of this.opportunities.values()) {
      if (cents === null || currency !== this.context.config.currency) continue;
      const part = Math.floor(cents / owners.length);
      for (const [at, { person_id, cycle_no }] of owners.toSorted(byMql).entries()) {
        const rest = at === 0 ? cents - part * owners.length : 0;
        yield { person_id, cycle_no, amount_credited: money(part + rest) };
      }
    }
  }
}

const byMql = (one: MqlCycle, other: MqlCycle) =>
  one.mql_at - other.mql_at || (one.person_id < other.person_id ? -1 : 1);
const money = (cents: number) => (cents / 100).toFixed(2);
