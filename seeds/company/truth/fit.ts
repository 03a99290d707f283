/** The fit score, from the attributes known at an instant. Computed without the product's SQL. */
import type { FitRule } from "../../../src/config/scoring_rules.js";
import type { Observation } from "../world/ground_truth.js";
import type { Micros } from "../world/time_units.js";
import { roundScore } from "./rounding.js";
import { matchesFitRule } from "./rule_matching.js";

/** Largest number of values per attribute whose matching rules are cached. */
const MAX_CACHED_VALUES = 200_000;

export interface Fit {
  readonly score: number;
  readonly isDisqualified: boolean;
}

/** Scores one person at a time by the fit rules of one version. `loadPerson` selects the person; the other methods answer for it. */
export class FitScorer {
  /** Index of each attribute that a rule uses. */
  private readonly attributeNos = new Map<string, number>();
  /** Matching rules by attribute index and value. */
  private readonly hits: Map<string | null, readonly number[]>[] = [];
  /** Rules by attribute index. */
  private readonly rulesByAttribute: number[][] = [];
  /** Group number of each rule. Of the rules of one group only one counts. */
  private readonly groups: readonly number[];
  private readonly observations: Observation[] = [];
  private readonly values: (string | null)[] = [];
  private known: { count: number; fit: Fit } | undefined;

  /** Instants at which an attribute changed, in order; an instant can occur twice. */
  readonly changes: Micros[] = [];
  /** Time from which all observed attributes are known. Before it, the fit is backfilled. */
  knownFrom: Micros = Number.NEGATIVE_INFINITY;

  constructor(private readonly rules: readonly FitRule[]) {
    for (const [no, { attribute }] of rules.entries()) {
      if (!this.attributeNos.has(attribute)) {
        this.attributeNos.set(attribute, this.attributeNos.size);
        this.hits.push(new Map());
        this.rulesByAttribute.push([]);
      }
      this.rulesByAttribute[this.attributeNos.get(attribute)!]!.push(no);
    }
    this.groups = rules.map(({ group }, no) => (group === null ? no : rules.findIndex((one) => one.group === group)));
  }

  /** Loads the observations up to `asOf`, which must be in order of time. */
  loadPerson(observations: readonly Observation[], asOf: Micros): void {
    this.observations.length = 0;
    this.changes.length = 0;
    this.known = undefined;
    this.knownFrom = Number.NEGATIVE_INFINITY;
    const latest: (string | null | undefined)[] = [];
    for (const one of observations) {
      const attributeNo = this.attributeNos.get(one.attribute);
      if (attributeNo === undefined || one.at > asOf) continue;
      if (latest[attributeNo] === undefined) this.knownFrom = Math.max(this.knownFrom, one.at);
      else if (latest[attributeNo] !== one.value) this.changes.push(one.at);
      latest[attributeNo] = one.value;
      this.observations.push(one);
    }
  }

  /** The fit at an instant. An attribute that was first observed later counts with its first value. */
  fitAt(at: Micros): Fit {
    let count = 0;
    while (count < this.observations.length && this.observations[count]!.at <= at) count++;
    if (this.known?.count !== count) this.known = { count, fit: this.computeFit(count) };
    return this.known.fit;
  }

  private computeFit(count: number): Fit {
    const { observations, values, attributeNos } = this;
    const isSet: boolean[] = [];
    values.length = attributeNos.size;
    values.fill(null);
    for (const [no, { attribute, value }] of observations.entries()) {
      const attributeNo = attributeNos.get(attribute)!;
      if (no >= count && isSet[attributeNo]) continue;
      values[attributeNo] = value;
      isSet[attributeNo] = true;
    }
    return this.sumHits(
      values.flatMap((value, attributeNo) => this.hitsOf(attributeNo, value)).sort((one, other) => one - other),
    );
  }

  /** Adds up the matching rules. In a group, the rule with the largest absolute points counts; if equal, the first. */
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

  private hitsOf(attributeNo: number, value: string | null): readonly number[] {
    const known = this.hits[attributeNo]!;
    const matching =
      known.get(value) ?? this.rulesByAttribute[attributeNo]!.filter((no) => matchesFitRule(this.rules[no]!, value));
    if (known.size > MAX_CACHED_VALUES) known.clear();
    known.set(value, matching);
    return matching;
  }
}
