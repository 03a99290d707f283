/** truth.json: what the product must find in the exports of a simulated company. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Config } from "../../../src/config/config_schema.js";
import type { DefinitionVersion } from "../../../src/config/definition_version.js";
import type { CompanyFacts, ExcludedRecord, PersonHistory } from "../world/ground_truth.js";
import { expectedCycles } from "./cycles.js";
import { FunnelCounter } from "./funnel_counter.js";
import { formatInstant, formatRow, JsonArrayFile } from "./json_array_file.js";
import { expectedPerson } from "./people.js";
import { scoreHistoryOf } from "./scores.js";
import { createTruthContext, type TruthContext } from "./truth_context.js";

/** So many characters wait before a flush writes them. */
const FLUSH_LENGTH = 4_000_000;
/** So many people at least are told with all their evaluation instants, if there are as many. */
const SAMPLE_SIZE = 300;

const sectionNames = ["people", "cycles", "scores", "left_out", "limits", "rejected_rows"] as const;

/**
 * Takes one life after the other and writes an object whose arrays have one row a line. Memory does not grow with the
 * people: rows wait in files beside the path until `finish`.
 */
export class TruthWriter {
  private readonly book: TruthContext;
  private readonly rates: FunnelCounter;
  private readonly sections: Readonly<Record<(typeof sectionNames)[number], JsonArrayFile>>;
  private readonly planted = new Map<string, number>();
  private readonly every: number;

  constructor(
    private readonly path: string,
    world: CompanyFacts,
    definitions: readonly DefinitionVersion[],
    config?: Config,
  ) {
    this.book = createTruthContext(world, definitions, config);
    this.rates = new FunnelCounter(this.book);
    const section = (name: string) => [name, new JsonArrayFile(`${path}.${name}.part`)];
    this.sections = Object.fromEntries(sectionNames.map(section));
    this.every = Math.max(1, Math.floor(world.leads / SAMPLE_SIZE));
  }

  add(life: PersonHistory): void {
    const { people, cycles, scores, limits } = this.sections;
    const { person_id } = life;
    const isSampled = people.rows % this.every === 0;
    const history = isSampled ? scoreHistoryOf(this.book.versions, life, this.book.company.asOf) : undefined;
    const rows = expectedCycles(life, this.book, history);
    this.rates.add(rows);
    people.add({ ...expectedPerson(life, this.book, rows), is_sampled: isSampled });
    for (const row of rows) cycles.add(row);
    for (const { is_fit_backfilled: _, ...verdict } of history ?? []) scores.add({ person_id, ...verdict });
    for (const limit of life.limits) limits.add({ person_id, ...limit });
  }

  addExcluded(record: ExcludedRecord): void {
    this.sections.left_out.add(record);
  }

  /** Counts a kind of dirt that was planted in the exports. */
  addDirt(kind: string, times = 1): void {
    this.planted.set(kind, (this.planted.get(kind) ?? 0) + times);
  }

  /** A row planted so that it does not fit its contract; `file`: path below the source's folder. */
  addRejectedRow(file: string): void {
    this.sections.rejected_rows.add({ file });
  }

  /** To be awaited now and then, as between accounts: writes what waits, if it is much. */
  async flush(): Promise<void> {
    for (const section of Object.values(this.sections)) if (section.waiting > FLUSH_LENGTH) await section.flush();
  }

  /** Puts the file together; tells how many rows each array has. */
  async finish(): Promise<Readonly<Record<string, number>>> {
    await pipeline(Readable.from(this.parts()), createWriteStream(this.path));
    return Object.fromEntries(Object.entries(this.sections).map(([name, { rows }]) => [name, rows]));
  }

  private async *parts(): AsyncGenerator<string | Buffer> {
    const { seed, leads, asOf, timeZone } = this.book.company;
    const heading = { seed, leads, as_of: formatInstant(asOf), time_zone: timeZone };
    yield `{\n${Object.entries(heading).map(jsonField).join("")}`;
    const dirt = [...this.planted].sort(([one], [other]) => (one < other ? -1 : 1));
    yield jsonField(["dirt", Object.fromEntries(dirt)]);
    for (const [name, section] of Object.entries(this.sections)) {
      yield `"${name}": [`;
      yield* section.drain();
      yield "\n],\n";
    }
    yield* jsonArray("rates", this.rates.funnel());
    yield ",\n";
    yield* jsonArray("rejections", this.rates.rejections());
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
