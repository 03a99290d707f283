/** truth.json: what the product must find in the exports of a simulated company. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { DefinitionVersion } from "../../../src/config/definition_version.js";
import type { Config } from "../../../src/config/schema.js";
import type { LeftOut, Life, World } from "../world/life.js";
import { type Book, bookOf } from "./book.js";
import { cyclesOf } from "./cycles.js";
import { personOf } from "./people.js";
import { Rates } from "./rates.js";
import { historyOf } from "./scores.js";
import { isoOf, lineOf, Section } from "./section.js";

/** So many characters wait before a flush writes them. */
const MANY = 4_000_000;
/** So many people at least are told with all their evaluation instants, if there are as many. */
const SAMPLED = 300;

const names = ["people", "cycles", "scores", "left_out", "limits", "rejected_rows"] as const;

/**
 * Takes one life after the other and writes an object whose arrays have one row a line. Memory does not grow with the
 * people: rows wait in files beside the path until `finish`.
 */
export class TruthWriter {
  private readonly book: Book;
  private readonly rates: Rates;
  private readonly sections: Readonly<Record<(typeof names)[number], Section>>;
  private readonly planted = new Map<string, number>();
  private readonly every: number;

  constructor(
    private readonly path: string,
    world: World,
    definitions: readonly DefinitionVersion[],
    config?: Config,
  ) {
    this.book = bookOf(world, definitions, config);
    this.rates = new Rates(this.book);
    const section = (name: string) => [name, new Section(`${path}.${name}.part`)];
    this.sections = Object.fromEntries(names.map(section));
    this.every = Math.max(1, Math.floor(world.leads / SAMPLED));
  }

  add(life: Life): void {
    const { people, cycles, scores, limits } = this.sections;
    const { person_id } = life;
    const isSampled = people.rows % this.every === 0;
    const history = isSampled ? historyOf(this.book.versions, life, this.book.world.asOf) : undefined;
    const rows = cyclesOf(life, this.book, history);
    this.rates.add(rows);
    people.add({ ...personOf(life, this.book, rows), is_sampled: isSampled });
    for (const row of rows) cycles.add(row);
    for (const { is_fit_backfilled: _, ...verdict } of history ?? []) scores.add({ person_id, ...verdict });
    for (const limit of life.limits) limits.add({ person_id, ...limit });
  }

  leaveOut(record: LeftOut): void {
    this.sections.left_out.add(record);
  }

  /** Counts a kind of dirt that was planted in the exports. */
  dirt(kind: string, times = 1): void {
    this.planted.set(kind, (this.planted.get(kind) ?? 0) + times);
  }

  /** A row planted so that it does not fit its contract; `file`: path below the source's folder. */
  rejectedRow(file: string): void {
    this.sections.rejected_rows.add({ file });
  }

  /** To be awaited now and then, as between accounts: writes what waits, if it is much. */
  async flush(): Promise<void> {
    for (const section of Object.values(this.sections)) if (section.waiting > MANY) await section.flush();
  }

  /** Puts the file together; tells how many rows each array has. */
  async finish(): Promise<Readonly<Record<string, number>>> {
    await pipeline(Readable.from(this.parts()), createWriteStream(this.path));
    return Object.fromEntries(Object.entries(this.sections).map(([name, { rows }]) => [name, rows]));
  }

  private async *parts(): AsyncGenerator<string | Buffer> {
    const { seed, leads, asOf, timeZone } = this.book.world;
    const heading = { seed, leads, as_of: isoOf(asOf), time_zone: timeZone };
    yield `{\n${Object.entries(heading).map(field).join("")}`;
    const dirt = [...this.planted].sort(([one], [other]) => (one < other ? -1 : 1));
    yield field(["dirt", Object.fromEntries(dirt)]);
    for (const [name, section] of Object.entries(this.sections)) {
      yield `"${name}": [`;
      yield* section.drain();
      yield "\n],\n";
    }
    yield* rowsOf("rates", this.rates.funnel());
    yield ",\n";
    yield* rowsOf("rejections", this.rates.rejections());
    yield "\n}\n";
  }
}

const field = ([name, value]: [string, unknown]) => `${JSON.stringify(name)}: ${JSON.stringify(value)},\n`;

function* rowsOf(name: string, rows: Iterable<object>): Generator<string> {
  yield `"${name}": [`;
  let separator = "";
  for (const row of rows) {
    yield `${separator}\n${lineOf(row)}`;
    separator = ",";
  }
  yield "\n]";
}
