import type { Column } from "../table/columns.js";
import type { LookupCells, LookupGaps, UnmappedWord } from "../table/lookup_gap.js";
import { rowsOf } from "../table/rows.js";
import { shippedTableName } from "./lookups.js";
import type { LookupProposal, WordProposal } from "./proposal.js";
import type { ScratchWarehouse } from "./scratch_warehouse.js";
import { comparisonKey, type KnownWord, matchWord } from "./word_match.js";

/** Nobody's address, number or sentence stands on a page, whatever field it was typed into. */
const isPersonal = (word: string) => /@|(\d[\s().+-]*){9,}/.test(word) || word.length > 120;

/** A lookup as it stands in the exam, with the shipped one beside it. */
export async function createLookupProposer(exam: ScratchWarehouse, gaps: LookupGaps): Promise<LookupProposer> {
  const rowsIn = (name: string) => rowsOf<Record<string, unknown>>(exam.warehouse, `from ${name}`);
  const shipped = (await rowsIn(shippedTableName(gaps.lookup))).map(textCells);
  const own = (await rowsIn(gaps.lookup.name)).map(textCells);
  return new LookupProposer(exam, gaps, shipped, own);
}

const textCells = (row: Record<string, unknown>): LookupCells =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]));

/** One lookup while it is being mended. */
export class LookupProposer {
  private readonly added: LookupCells[] = [];
  private readonly words = new Map<string, WordProposal>();
  private readonly keys: Set<string>;
  private priority: number;

  constructor(
    private readonly exam: ScratchWarehouse,
    private readonly gaps: LookupGaps,
    private readonly shipped: readonly LookupCells[],
    own: readonly LookupCells[],
  ) {
    this.keys = new Set(own.map((row) => this.keyOf(row)));
    this.priority = Math.max(0, ...own.map(({ priority }) => Number(priority ?? 0)));
  }

  /** The rows that would map what the lookup does not know now, but for those that stand already. */
  async proposeRows(): Promise<LookupCells[]> {
    const { from, select } = this.gaps;
    const found = (await this.exam.query<UnmappedWord>(from, select)).sort(byRowCount);
    return this.numbered(found.flatMap((gap) => this.answer(gap)));
  }

  async addRows(rows: readonly LookupCells[]): Promise<void> {
    if (rows.length === 0) return;
    const { lookup } = this.gaps;
    this.added.push(...rows);
    await this.exam.addLookupRows(
      lookup,
      rows.map((row) => typedRow(lookup.columns, row)),
    );
  }

  proposal(): LookupProposal {
    const proposals = [...this.words.values()].sort(
      (one, two) => two.rows - one.rows || (one.word < two.word ? -1 : 1),
    );
    return { gaps: this.gaps, proposals, rows: this.added };
  }

  /** The rows that would map a word, and what is said of it. */
  private answer(gap: UnmappedWord): LookupCells[] {
    const why = gap.fault ?? (isPersonal(gap.word) ? "personal" : null);
    const rows = why === null ? this.rowsFor(gap) : [];
    const key = JSON.stringify([comparisonKey(gap.word), gap.product ?? null, gap.entity ?? null, gap.field ?? null]);
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

  private judged(gap: UnmappedWord): { how: WordProposal["how"]; like: string | null } {
    if (gap.known != null) return { how: "known", like: null };
    const guess = this.guess(gap);
    if (guess === undefined) return { how: "nothing", like: null };
    return guess.isSame ? { how: "known", like: null } : { how: "like", like: guess.knownWord.word };
  }

  private rowsFor(gap: UnmappedWord): LookupCells[] {
    if (gap.known != null) return (JSON.parse(gap.known) as Record<string, unknown>[]).map(textCells);
    const guess = this.guess(gap);
    const named = this.gaps.cellsOfWord(gap);
    if (guess === undefined) return [{ ...named, ...this.gaps.defaultCells }];
    const meant = Object.keys(this.gaps.defaultCells).map(
      (column) => [column, guess.knownWord.row[column] ?? null] as const,
    );
    return [{ ...named, ...Object.fromEntries(meant) }];
  }

  private guess(gap: UnmappedWord) {
    const examples = [...(this.gaps.furtherRows ?? []), ...this.shipped].flatMap((row): KnownWord[] => {
      const word = this.gaps.wordOfRow(row, gap);
      return word === null ? [] : [{ word, row }];
    });
    return matchWord(gap.word, examples, this.gaps.minLetters);
  }

  /** What is told of its rows: of the one that names the word itself, else of each column the first that says it. */
  private meaningOf(gap: UnmappedWord, rows: readonly LookupCells[]): string {
    const named = Object.entries(this.gaps.cellsOfWord(gap));
    const own = rows.find((row) =>
      named.every(([name, cell]) => comparisonKey(row[name] ?? "") === comparisonKey(cell ?? "")),
    );
    const told = this.gaps.shownColumns ?? Object.keys(this.gaps.defaultCells);
    const said = told.map((column) => (own ? [own] : rows).find((row) => row[column] != null)?.[column]);
    return said.filter((value) => value != null).join(" / ");
  }

  /** Each row once and none that stands already; rules that are shipped first, in their order, behind the rules there are. */
  private numbered(rows: readonly LookupCells[]): LookupCells[] {
    const ordered = [...rows].sort((one, two) => priorityOf(one) - priorityOf(two));
    return ordered.flatMap((row) => {
      const key = this.keyOf(row);
      if (this.keys.has(key)) return [];
      this.keys.add(key);
      if (!("priority" in this.gaps.lookup.columns)) return [row];
      this.priority = Math.floor(this.priority / 10) * 10 + 10;
      return [{ ...row, priority: String(this.priority) }];
    });
  }

  private keyOf(row: LookupCells): string {
    const { grain, columns } = this.gaps.lookup;
    const names = grain.includes("priority") ? Object.keys(columns).filter((name) => name !== "priority") : grain;
    return JSON.stringify(names.map((name) => comparisonKey(row[name] ?? "")));
  }
}

const byRowCount = (one: UnmappedWord, two: UnmappedWord) =>
  Number(two.rows - one.rows) || (one.word < two.word ? -1 : 1);
const priorityOf = ({ priority }: LookupCells) => (priority == null ? Number.POSITIVE_INFINITY : Number(priority));

const typedRow = (columns: Readonly<Record<string, Column<unknown>>>, row: LookupCells) =>
  Object.fromEntries(
    Object.entries(columns).map(([name, { type }]) => {
      const cell = row[name] ?? null;
      return [name, cell !== null && type === "whole" ? BigInt(cell) : cell];
    }),
  );
