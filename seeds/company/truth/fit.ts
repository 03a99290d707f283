/** scoring.md 2: who somebody is, by the attributes known at an instant. */
import type { FitRule } from "../../../src/config/scoring_rules.js";
import type { Observation } from "../world/ground_truth.js";
import type { Micros } from "../world/time_units.js";
import { roundScore } from "./rounding.js";
import { matchesFitRule } from "./rule_matching.js";

/** So many values of an attribute are remembered with what they hit. */
const MAX_CACHED_VALUES = 200_000;

export interface Fit {
  readonly score: number;
  readonly isDisqualified: boolean;
}

/** The fit rules of one version, laid beside one person at a time: `read` opens the person, the rest asks about it. */
export class FitScorer {
  private readonly places = new Map<string, number>();
  /** By place of the attribute: which rules a value hits. */
  private readonly hits: Map<string | null, readonly number[]>[] = [];
  private readonly ofPlace: number[][] = [];
  /** Rules that exclude each other share a number. */
  private readonly groups: readonly number[];
  private readonly observations: Observation[] = [];
  private readonly values: (string | null)[] = [];
  private known: { count: number; fit: Fit } | undefined;

  /** Instants at which an observed value became another one, in order; the same one may stand twice. */
  readonly changes: Micros[] = [];
  /** Before it the fit looks ahead: an attribute was first observed then. */
  knownFrom: Micros = Number.NEGATIVE_INFINITY;

  constructor(private readonly rules: readonly FitRule[]) {
    for (const [no, { attribute }] of rules.entries()) {
      if (!this.places.has(attribute)) {
        this.places.set(attribute, this.places.size);
        this.hits.push(new Map());
        this.ofPlace.push([]);
      }
      this.ofPlace[this.places.get(attribute)!]!.push(no);
    }
    this.groups = rules.map(({ group }, no) => (group === null ? no : rules.findIndex((one) => one.group === group)));
  }

  /** Takes what was said by an instant, in order of time. */
  loadPerson(said: readonly Observation[], asOf: Micros): void {
    this.observations.length = 0;
    this.changes.length = 0;
    this.known = undefined;
    this.knownFrom = Number.NEGATIVE_INFINITY;
    const latest: (string | null | undefined)[] = [];
    for (const one of said) {
      const place = this.places.get(one.attribute);
      if (place === undefined || one.at > asOf) continue;
      if (latest[place] === undefined) this.knownFrom = Math.max(this.knownFrom, one.at);
      else if (latest[place] !== one.value) this.changes.push(one.at);
      latest[place] = one.value;
      this.observations.push(one);
    }
  }

  /** The fit on the values known at an instant; an attribute that was observed later only, by its first value. */
  fitAt(at: Micros): Fit {
    let count = 0;
    while (count < this.observations.length && this.observations[count]!.at <= at) count++;
    if (this.known?.count !== count) this.known = { count, fit: this.computeFit(count) };
    return this.known.fit;
  }

  private computeFit(count: number): Fit {
    const { observations: told, values, places } = this;
    const isSet: boolean[] = [];
    values.length = places.size;
    values.fill(null);
    for (const [no, { attribute, value }] of told.entries()) {
      const place = places.get(attribute)!;
      if (no >= count && isSet[place]) continue;
      values[place] = value;
      isSet[place] = true;
    }
    return this.sumHits(values.flatMap((value, place) => this.hitsOf(place, value)).sort((one, other) => one - other));
  }

  /** Of a group's hits the one with the largest absolute points counts; of equal ones the first. */
  private sumHits(hits: readonly number[]): Fit {
    const { rules, groups } = this;
    const counted = new Map<number, number>();
    for (const no of hits) {
      const before = counted.get(groups[no]!);
      const isLarger = before === undefined || Math.abs(rules[no]!.points) > Math.abs(rules[before]!.points);
      if (isLarger) counted.set(groups[no]!, no);
    }
    let points = 0;
    for (const no of counted.values()) points += rules[no]!.points;
    return { score: roundScore(points), isDisqualified: hits.some((no) => rules[no]!.disqualifies) };
  }

  private hitsOf(place: number, value: string | null): readonly number[] {
    const known = this.hits[place]!;
    const found = known.get(value) ?? this.ofPlace[place]!.filter((no) => matchesFitRule(this.rules[no]!, value));
    if (known.size > MAX_CACHED_VALUES) known.clear();
    known.set(value, found);
    return found;
  }
}
