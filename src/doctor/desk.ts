import type { Column } from "../table/columns.js";
import type { Cells, Gap, Gaps } from "../table/lookup_gap.js";
import { rowsOf } from "../table/rows.js";
import type { Exam } from "./exam.js";
import { type Example, folded, guessOf } from "./guess.js";
import { shippedName } from "./lookups.js";
import type { Proposal, Proposed } from "./proposal.js";

/** Nobody's address, number or sentence stands on a page, whatever field it was typed into. */
const isPersonal = (word: string) => /@|(\d[\s().+-]*){9,}/.test(word) || word.length > 120;

/** A lookup as it stands in the exam, with the shipped one beside it. */
export async function deskOf(exam: Exam, gaps: Gaps): Promise<Desk> {
  const rowsIn = (name: string) => rowsOf<Record<string, unknown>>(exam.warehouse, `from ${name}`);
  const shipped = (await rowsIn(shippedName(gaps.lookup))).map(cellsOf);
  const own = (await rowsIn(gaps.lookup.name)).map(cellsOf);
  return new Desk(exam, gaps, shipped, own);
}

const cellsOf = (row: Record<string, unknown>): Cells =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]));

/** One lookup while it is being mended. */
export class Desk {
  private readonly added: Cells[] = [];
  private readonly words = new Map<string, Proposal>();
  private readonly keys: Set<string>;
  private priority: number;

  constructor(
    private readonly exam: Exam,
    private readonly gaps: Gaps,
    private readonly shipped: readonly Cells[],
    own: readonly Cells[],
  ) {
    this.keys = new Set(own.map((row) => this.keyOf(row)));
    this.priority = Math.max(0, ...own.map(({ priority }) => Number(priority ?? 0)));
  }

  /** The rows that would map what the lookup does not know now, but for those that stand already. */
  async look(): Promise<Cells[]> {
    const { from, select } = this.gaps;
    const found = (await this.exam.ask<Gap>(from, select)).sort(byVolume);
    return this.numbered(found.flatMap((gap) => this.answer(gap)));
  }

  async add(rows: readonly Cells[]): Promise<void> {
    if (rows.length === 0) return;
    const { lookup } = this.gaps;
    this.added.push(...rows);
    await this.exam.add(
      lookup,
      rows.map((row) => typedRow(lookup.columns, row)),
    );
  }

  proposed(): Proposed {
    const proposals = [...this.words.values()].sort(
      (one, two) => two.rows - one.rows || (one.word < two.word ? -1 : 1),
    );
    return { gaps: this.gaps, proposals, rows: this.added };
  }

  /** The rows that would map a word, and what is said of it. */
  private answer(gap: Gap): Cells[] {
    const why = gap.fault ?? (isPersonal(gap.word) ? "personal" : null);
    const rows = why === null ? this.rowsFor(gap) : [];
    const key = JSON.stringify([folded(gap.word), gap.product ?? null, gap.entity ?? null, gap.field ?? null]);
    const before = this.words.get(key);
    const { how, like } = this.judged(gap);
    this.words.set(key, {
      word: before?.word ?? gap.word,
      rows: Math.max(before?.rows ?? 0, Number(gap.rows)),
      meaning: why === null ? this.meaningOf(gap, rows) : null,
      how: why === null ? how : "none",
      why: why ?? like,
    });
    return rows;
  }

  private judged(gap: Gap): { how: Proposal["how"]; like: string | null } {
    if (gap.known != null) return { how: "known", like: null };
    const guess = this.guess(gap);
    if (guess === undefined) return { how: "nothing", like: null };
    return guess.isSame ? { how: "known", like: null } : { how: "like", like: guess.example.word };
  }

  private rowsFor(gap: Gap): Cells[] {
    if (gap.known != null) return (JSON.parse(gap.known) as Record<string, unknown>[]).map(cellsOf);
    const guess = this.guess(gap);
    const named = this.gaps.named(gap);
    if (guess === undefined) return [{ ...named, ...this.gaps.neutral }];
    const meant = Object.keys(this.gaps.neutral).map((column) => [column, guess.example.row[column] ?? null] as const);
    return [{ ...named, ...Object.fromEntries(meant) }];
  }

  private guess(gap: Gap) {
    const examples = [...(this.gaps.examples ?? []), ...this.shipped].flatMap((row): Example[] => {
      const word = this.gaps.example(row, gap);
      return word === null ? [] : [{ word, row }];
    });
    return guessOf(gap.word, examples, this.gaps.least);
  }

  /** What is told of its rows: of the one that names the word itself, else of each column the first that says it. */
  private meaningOf(gap: Gap, rows: readonly Cells[]): string {
    const named = Object.entries(this.gaps.named(gap));
    const own = rows.find((row) => named.every(([name, cell]) => folded(row[name] ?? "") === folded(cell ?? "")));
    const told = this.gaps.told ?? Object.keys(this.gaps.neutral);
    const said = told.map((column) => (own ? [own] : rows).find((row) => row[column] != null)?.[column]);
    return said.filter((value) => value != null).join(" / ");
  }

  /** Each row once and none that stands already; rules that are shipped first, in their order, behind the rules there are. */
  private numbered(rows: readonly Cells[]): Cells[] {
    const ordered = [...rows].sort((one, two) => orderOf(one) - orderOf(two));
    return ordered.flatMap((row) => {
      const key = this.keyOf(row);
      if (this.keys.has(key)) return [];
      this.keys.add(key);
      if (!("priority" in this.gaps.lookup.columns)) return [row];
      this.priority = Math.floor(this.priority / 10) * 10 + 10;
      return [{ ...row, priority: String(this.priority) }];
    });
  }

  private keyOf(row: Cells): string {
    const { grain, columns } = this.gaps.lookup;
    const names = grain.includes("priority") ? Object.keys(columns).filter((name) => name !== "priority") : grain;
    return JSON.stringify(names.map((name) => folded(row[name] ?? "")));
  }
}

const byVolume = (one: Gap, two: Gap) => Number(two.rows - one.rows) || (one.word < two.word ? -1 : 1);
const orderOf = ({ priority }: Cells) => (priority == null ? Number.POSITIVE_INFINITY : Number(priority));

const typedRow = (columns: Readonly<Record<string, Column<unknown>>>, row: Cells) =>
  Object.fromEntries(
    Object.entries(columns).map(([name, { type }]) => {
      const cell = row[name] ?? null;
      return [name, cell !== null && type === "whole" ? BigInt(cell) : cell];
    }),
  );
