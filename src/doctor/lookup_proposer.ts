import { comparisonKey } from "../base/comparison_key.js";
import type { Column } from "../table/columns.js";
import type { LookupCells, LookupGaps, UnmappedWord } from "../table/lookup_gap.js";
import { rowsOf } from "../table/rows.js";
import { shippedTableName } from "./lookups.js";
import type { LookupProposal, WordProposal } from "./proposal.js";
import type { ScratchWarehouse } from "./scratch_warehouse.js";
import { type KnownWord, matchWord } from "./word_match.js";

/** True for text that may be personal, e.g. an email, a phone number or a long sentence: it is not printed. */
const isPersonal = (word: string) => /@|(\d[\s().+-]*){9,}/.test(word) || word.length > 120;

/** A proposer for a lookup of the scratch warehouse; also knows the rows of the shipped lookup. */
export async function createLookupProposer(scratch: ScratchWarehouse, gaps: LookupGaps): Promise<LookupProposer> {
  const rowsIn = (name: string) => rowsOf<Record<string, unknown>>(scratch.warehouse, `from ${name}`);
  const shipped = (await rowsIn(shippedTableName(gaps.lookup))).map(textCells);
  const own = (await rowsIn(gaps.lookup.name)).map(textCells);
  return new LookupProposer(scratch, gaps, shipped, own);
}

const textCells = (row: Record<string, unknown>): LookupCells =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]));

/** Proposes rows for the unmapped values of one lookup. */
class LookupProposer {
  private readonly added: LookupCells[] = [];
  private readonly words = new Map<string, WordProposal>();
  private readonly keys: Set<string>;
  private priority: number;

  constructor(
    private readonly scratch: ScratchWarehouse,
    private readonly gaps: LookupGaps,
    private readonly shipped: readonly LookupCells[],
    own: readonly LookupCells[],
  ) {
    this.keys = new Set(own.map((row) => this.keyOf(row)));
    this.priority = Math.max(0, ...own.map(({ priority }) => Number(priority ?? 0)));
  }

  /** Rows that would map the values that are unmapped now, without rows that the lookup already has. */
  async proposeRows(): Promise<LookupCells[]> {
    const { from, select } = this.gaps;
    const unmapped = (await this.scratch.query<UnmappedWord>(from, select)).sort(byRowCount);
    return this.withPriorities(unmapped.flatMap((gap) => this.propose(gap)));
  }

  async addRows(rows: readonly LookupCells[]): Promise<void> {
    if (rows.length === 0) return;
    const { lookup } = this.gaps;
    this.added.push(...rows);
    await this.scratch.addLookupRows(
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

  /** Returns the rows that would map a value, and records the proposal for it. */
  private propose(gap: UnmappedWord): LookupCells[] {
    const why = gap.fault ?? (isPersonal(gap.word) ? "personal" : null);
    const rows = why === null ? this.rowsFor(gap) : [];
    const key = JSON.stringify([comparisonKey(gap.word), gap.product ?? null, gap.entity ?? null, gap.field ?? null]);
    const before = this.words.get(key);
    const { how, like } = this.sourceOfMeaning(gap);
    this.words.set(key, {
      word: before?.word ?? gap.word,
      rows: Math.max(before?.rows ?? 0, Number(gap.rows)),
      meaning: why === null ? this.meaningOf(gap, rows) : null,
      how: why === null ? how : "none",
      why: why ?? like,
    });
    return rows;
  }

  /** How the meaning of a value is known, and the similar value of a guess. */
  private sourceOfMeaning(gap: UnmappedWord): { how: WordProposal["how"]; like: string | null } {
    if (gap.known != null) return { how: "known", like: null };
    const guess = this.guess(gap);
    if (guess === undefined) return { how: "nothing", like: null };
    return guess.isSame ? { how: "known", like: null } : { how: "like", like: guess.knownWord.word };
  }

  private rowsFor(gap: UnmappedWord): LookupCells[] {
    if (gap.known != null) return (JSON.parse(gap.known) as Record<string, unknown>[]).map(textCells);
    const guess = this.guess(gap);
    const wordCells = this.gaps.cellsOfWord(gap);
    const marked = (mark: string) => ("mark" in this.gaps.lookup.columns ? { mark } : {});
    if (guess === undefined) return [{ ...wordCells, ...this.gaps.defaultCells, ...marked("guess") }];
    const meaningCells = Object.keys(this.gaps.defaultCells).map(
      (column) => [column, guess.knownWord.row[column] ?? null] as const,
    );
    return [{ ...wordCells, ...Object.fromEntries(meaningCells), ...(guess.isSame ? {} : marked("confirm")) }];
  }

  private guess(gap: UnmappedWord) {
    const examples = [...(this.gaps.furtherRows ?? []), ...this.shipped].flatMap((row): KnownWord[] => {
      const word = this.gaps.wordOfRow(row, gap);
      return word === null ? [] : [{ word, row }];
    });
    return matchWord(gap.word, examples, this.gaps.minLetters);
  }

  /** The printed meaning of a value, e.g. `Paid Search`: from the row that names the value itself, else from the first row that fills the column. */
  private meaningOf(gap: UnmappedWord, rows: readonly LookupCells[]): string {
    const wordCells = Object.entries(this.gaps.cellsOfWord(gap));
    const own = rows.find((row) =>
      wordCells.every(([name, cell]) => comparisonKey(row[name] ?? "") === comparisonKey(cell ?? "")),
    );
    const columns = this.gaps.shownColumns ?? Object.keys(this.gaps.defaultCells);
    const cells = columns.map((column) => (own ? [own] : rows).find((row) => row[column] != null)?.[column]);
    return cells.filter((value) => value != null).join(" / ");
  }

  /** Drops rows that already exist and gives the others a priority after all existing rules; shipped rules go first, in their order. */
  private withPriorities(rows: readonly LookupCells[]): LookupCells[] {
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
    const names = grain.includes("priority")
      ? Object.keys(columns).filter((name) => !["priority", "mark"].includes(name))
      : grain;
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
