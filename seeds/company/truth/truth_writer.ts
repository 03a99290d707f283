/** Writes truth.json: the results that the product must compute from the exports of a generated company. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Config } from "../../../src/config/config_schema.js";
import type { DefinitionVersion } from "../../../src/config/definition_version.js";
import type { CompanyFacts, ExcludedRecord, PersonHistory } from "../world/ground_truth.js";
import { expectedCycles } from "./cycles.js";
import { FunnelCounter } from "./funnel_counter.js";
import { formatInstant, formatRow, JsonArrayFile } from "./json_array_file.js";
import { OpportunityCounter } from "./opportunities.js";
import { expectedPerson } from "./people.js";
import { scoreHistoryOf } from "./scores.js";
import { createTruthContext, type TruthContext } from "./truth_context.js";

/** Number of waiting characters per array from which a flush writes them. */
const FLUSH_LENGTH = 4_000_000;
/** Smallest number of people whose full score history is written, if there are as many. */
const SAMPLE_SIZE = 300;

const sectionNames = ["people", "cycles", "scores", "left_out", "limits", "rejected_rows"] as const;

/**
 * Takes one person after the other and writes a JSON object with arrays of one row per line. Memory does not grow with
 * the number of people: rows are kept in temporary files next to truth.json until `finish`.
 */
export class TruthWriter {
  private readonly context: TruthContext;
  private readonly funnel: FunnelCounter;
  private readonly opportunities: OpportunityCounter;
  private readonly sections: Readonly<Record<(typeof sectionNames)[number], JsonArrayFile>>;
  private readonly planted = new Map<string, number>();
  private readonly every: number;

  constructor(
    private readonly path: string,
    company: CompanyFacts,
    definitions: readonly DefinitionVersion[],
    config?: Config,
  ) {
    this.context = createTruthContext(company, definitions, config);
    this.funnel = new FunnelCounter(this.context);
    this.opportunities = new OpportunityCounter(this.context);
    const section = (name: string) => [name, new JsonArrayFile(`${path}.${name}.part`)];
    this.sections = Object.fromEntries(sectionNames.map(section));
    this.every = Math.max(1, Math.floor(company.leads / SAMPLE_SIZE));
  }

  add(person: PersonHistory): void {
    const { people, cycles, scores, limits } = this.sections;
    const { person_id } = person;
    const isSampled = people.rows % this.every === 0;
    const history = isSampled ? scoreHistoryOf(this.context.versions, person, this.context.company.asOf) : undefined;
    const rows = expectedCycles(person, this.context, history);
    this.funnel.add(rows);
    this.opportunities.add(person, rows);
    people.add({ ...expectedPerson(person, this.context, rows), is_sampled: isSampled });
    for (const { held: _, ...row } of rows) cycles.add(row);
    for (const { is_fit_backfilled: _, ...evaluation } of history ?? []) scores.add({ person_id, ...evaluation });
    for (const limit of person.limits) limits.add({ person_id, ...limit });
  }

  addExcluded(record: ExcludedRecord): void {
    this.sections.left_out.add(record);
  }

  /** Counts dirty data that was planted in the exports, by kind. */
  addDirt(kind: string, times = 1): void {
    this.planted.set(kind, (this.planted.get(kind) ?? 0) + times);
  }

  /** Adds a planted row that the product must reject. `file` is relative to the source's folder. */
  addRejectedRow(file: string): void {
    this.sections.rejected_rows.add({ file });
  }

  /** Writes waiting rows to the temporary files if there are many. Call it regularly, e.g. after each company. */
  async flush(): Promise<void> {
    for (const section of Object.values(this.sections)) if (section.waiting > FLUSH_LENGTH) await section.flush();
  }

  /** Writes truth.json. Returns the number of rows of each array. */
  async finish(): Promise<Readonly<Record<string, number>>> {
    await pipeline(Readable.from(this.parts()), createWriteStream(this.path));
    return Object.fromEntries(Object.entries(this.sections).map(([name, { rows }]) => [name, rows]));
  }

  private async *parts(): AsyncGenerator<string | Buffer> {
    const { seed, leads, asOf, timeZone } = this.context.company;
    const heading = { seed, leads, as_of: formatInstant(asOf), time_zone: timeZone };
    yield `{\n${Object.entries(heading).map(jsonField).join("")}`;
    const dirt = [...this.planted].sort(([one], [other]) => (one < other ? -1 : 1));
    yield jsonField(["dirt", Object.fromEntries(dirt)]);
    for (const [name, section] of Object.entries(this.sections)) {
      yield `"${name}": [`;
      yield* section.drain();
      yield "\n],\n";
    }
    yield* jsonArray("rates", this.funnel.funnel());
    yield ",\n";
    yield* jsonArray("rejections", this.funnel.rejections());
    yield ",\n";
    yield* jsonArray("opportunities", this.opportunities.rows());
    yield ",\n";
    yield* jsonArray("credits", this.opportunities.credits());
    yield "\n}\n";
  }
}

const jsonField = ([name, value]: [string, unknown]) => `${JSON.stringify(name)}: ${JSON.stringify(value)},\n`;

function* jsonArray(name: string, rows: Iterable<object>): Generator<string> {
  yield `"${name}": [`;
  let separator = "";
  for (const row of rows) {
    yield `${separator}\n${formatRow(row)}`;
    separator = ",";
  }
  yield "\n]";
}
