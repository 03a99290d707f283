/** The damage that an export may suffer. Each kind of mutation says exactly which records it may have touched. */
import type { SeededRandom } from "../../seeds/company/world/seeded_random.js";
import { headers, plainStyle, randomCells, type SoundFile, type Style, writeSoundFile } from "./sound_file.js";

export interface Mutant {
  readonly kind: Kind;
  readonly bytes: Buffer;
  readonly sound: SoundFile;
  /** The first record that may differ from what was written, and the one after the last. */
  readonly touched: readonly [from: number, to: number];
  /** The headers that may differ; null if the header line is broken, so that any cell may be anything. */
  readonly headers: ReadonlySet<string> | null;
  /** The number of records, if it is certain after the mutation. */
  readonly records?: number;
  /** True if the file is still sound: all of it must be loaded. */
  readonly isSound: boolean;
  /** True if whole rows are hidden: some record must be rejected, or the file quarantined. */
  readonly mustBeTold?: boolean;
}

type Damage = Omit<Mutant, "kind" | "sound" | "isSound">;

const [QUOTE, COMMA, LF, CR] = [34, 44, 10, 13];
const isBreak = (byte: number | undefined) => byte === LF || byte === CR;

const styleOf = (chance: SeededRandom): Style => ({
  ...plainStyle,
  lineEnds: [chance.pick(["\n", "\r\n"])],
  quotesAll: chance.happens(0.5),
  hasMark: chance.happens(0.2),
});

/** The kinds that keep a file sound write it again; all others change its bytes. */
const rewriteMutations = {
  "columns permuted": (chance: SeededRandom) => {
    const order = chance.happens(0.5) ? shuffle(chance, headers) : fewColumns(chance);
    return { style: styleOf(chance), order, copies: 0 };
  },
  "rows duplicated": (chance: SeededRandom) => ({
    style: styleOf(chance),
    order: headers,
    copies: chance.integer(1, 5),
  }),
  "line ends changed": (chance: SeededRandom) => {
    const lineEnds = chance.pick([["\r\n"], ["\r"], ["\n", "\r\n"], ["\n", "\r\n", "\r"]]);
    return { style: { ...styleOf(chance), lineEnds }, order: headers, copies: 0 };
  },
  "written otherwise": (chance: SeededRandom) => ({
    style: { ...styleOf(chance), endsWithLine: chance.happens(0.5), blankLines: chance.happens(0.5) },
    order: headers,
    copies: 0,
  }),
};

const damageMutations = {
  "bit flipped": flipBit,
  "file cut": cutFile,
  "bytes lost": loseBytes,
  "quote inserted": (chance: SeededRandom, file: SoundFile) =>
    damageQuotes(file, pickPlace(chance, file), 0, Buffer.from('"')),
  "quote lost": loseQuote,
  "rows swallowed by quotes": swallowRows,
  "piece of the file repeated": repeatPiece,
  "comma inserted": (chance: SeededRandom, file: SoundFile) =>
    insertBytes(file, pickPlace(chance, file), Buffer.from(",")),
  "NUL inserted": (chance: SeededRandom, file: SoundFile) =>
    insertBytes(file, pickPlace(chance, file), Buffer.from([0])),
  "bytes that are not UTF-8": (chance: SeededRandom, file: SoundFile) =>
    insertBytes(
      file,
      pickPlace(chance, file),
      Buffer.from(chance.pick([[0xff], [0xc0, 0xaf], [0xe2, 0x82], [0x80], [0xed, 0xa0, 0x80]])),
    ),
  "a field without end": (chance: SeededRandom, file: SoundFile) =>
    insertBytes(file, pickPlace(chance, file), Buffer.alloc(chance.integer(100, 200_000), "x")),
};

export type Kind = keyof typeof rewriteMutations | keyof typeof damageMutations;
export const kinds = [...Object.keys(rewriteMutations), ...Object.keys(damageMutations)] as Kind[];

/** A file of some leads after one mutation. */
export function mutate(chance: SeededRandom, kind: Kind): Mutant {
  const cells = randomCells(chance, chance.integer(8, 60));
  if (kind in rewriteMutations) {
    const { style, order, copies } = rewriteMutations[kind as keyof typeof rewriteMutations](chance);
    const doubles = Array.from({ length: copies }, () => chance.pick(cells));
    // An exact copy may be anywhere.
    const all = copies > 0 ? shuffle(chance, [...cells, ...doubles]) : cells;
    const { bytes } = writeSoundFile(chance, all, style, order);
    const sound = writeSoundFile(chance, cells, style, order);
    return { kind, bytes, sound, touched: [0, 0], headers: new Set(), records: all.length, isSound: true };
  }
  const isNarrow = kind === "rows swallowed by quotes" && chance.happens(0.8);
  const style = { ...styleOf(chance), ...(isNarrow ? { quotesAll: false } : {}) };
  const sound = writeSoundFile(chance, cells, style, isNarrow ? fewColumns(chance) : headers);
  return { kind, sound, isSound: false, ...damageMutations[kind as keyof typeof damageMutations](chance, sound) };
}

/** The key and one to four of the other columns, in any order. */
const fewColumns = (chance: SeededRandom): string[] => {
  const [key, ...others] = headers;
  return shuffle(chance, [key!, ...shuffle(chance, others).slice(0, chance.integer(1, 4))]);
};

function shuffle<T>(chance: SeededRandom, list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, at: chance.next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ value }) => value);
}

/** A random byte; the short header is chosen more often than its length suggests. */
const pickPlace = (chance: SeededRandom, { bytes, headerEnd }: SoundFile) =>
  chance.happens(0.1) ? chance.integer(0, headerEnd) : chance.integer(headerEnd, bytes.length - 1);

/** The index of the record that contains a byte or ends with it; -1 for the header. */
const recordAt = ({ records }: SoundFile, at: number) => records.findLastIndex(({ start }) => start <= at);

const spliceBytes = ({ bytes }: SoundFile, at: number, gone: number, put: Buffer) =>
  Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + gone)]);

const brokenHeader = (bytes: Buffer): Damage => ({ bytes, touched: [0, 0], headers: null });

/**
 * A quote that is added or removed swaps inside and outside of quotes up to the next record that has quotes, none of them
 * doubled, and no line break inside them. After such a record, any reader is outside of quotes again.
 */
function damageQuotes(file: SoundFile, at: number, gone: number, put: Buffer, last = at): Damage {
  const bytes = spliceBytes(file, at, gone, put);
  const from = recordAt(file, at);
  if (from < 0) return brokenHeader(bytes);
  const end = file.records.findIndex((record, no) => no > recordAt(file, last) && isPlainlyQuoted(file, record));
  return { bytes, touched: [from, end < 0 ? file.records.length : end + 1], headers: new Set() };
}

const isPlainlyQuoted = ({ bytes }: SoundFile, { start, end, hasBreak }: SoundFile["records"][number]) => {
  const text = bytes.toString("latin1", start, end);
  return !hasBreak && text.includes('"') && !text.includes('""');
};

const isBesideQuote = ({ bytes }: SoundFile, at: number, gone: number) =>
  bytes[at - 1] === QUOTE || bytes.subarray(at, at + gone + 1).includes(QUOTE);

/** Bytes without a special meaning, unless they separate a quote from its comma. */
function insertBytes(file: SoundFile, at: number, put: Buffer): Damage {
  if (isBesideQuote(file, at, 0)) return damageQuotes(file, at, 0, put);
  const bytes = spliceBytes(file, at, 0, put);
  return damageOneRecord(file, at, bytes, put.includes(COMMA), isBreak(file.bytes[at - 1]) && isBreak(file.bytes[at]));
}

/** Damage within one record or the header; says whether the header or a line end is broken. */
function damageOneRecord(
  file: SoundFile,
  at: number,
  bytes: Buffer,
  breaksHeader: boolean,
  breaksLine: boolean,
): Damage {
  const no = recordAt(file, at);
  if (no >= 0) {
    return {
      bytes,
      touched: [no, no + 1],
      headers: new Set(),
      ...(breaksLine ? {} : { records: file.records.length }),
    };
  }
  if (breaksHeader || at > file.headerEnd) return brokenHeader(bytes);
  const column = file.bytes.toString("latin1", 0, at).split(",").length - 1;
  return { bytes, touched: [0, 0], headers: new Set([file.headers[column]!]), records: file.records.length };
}

function flipBit(chance: SeededRandom, file: SoundFile): Damage {
  const at = pickPlace(chance, file);
  const old = file.bytes[at]!;
  const now = old ^ (1 << chance.integer(0, 7));
  const put = Buffer.from([now]);
  if (old === QUOTE || now === QUOTE || isBesideQuote(file, at, 1)) return damageQuotes(file, at, 1, put);
  const bytes = spliceBytes(file, at, 1, put);
  const damage = damageOneRecord(
    file,
    at,
    bytes,
    [COMMA, LF, CR].some((byte) => byte === old || byte === now),
    isBreak(old) || isBreak(now),
  );
  // A destroyed line end joins two records.
  const [from, to] = damage.touched;
  return isBreak(old) && to > from ? { ...damage, touched: [from, Math.min(to + 1, file.records.length)] } : damage;
}

function cutFile(chance: SeededRandom, file: SoundFile): Damage {
  const at = chance.integer(1, file.bytes.length - 1);
  const bytes = file.bytes.subarray(0, at);
  const records = file.records.filter(({ start }) => start < at).length;
  if (at <= file.headerEnd) return brokenHeader(bytes);
  // Records that are gone cannot be accepted; a record that is cut may become anything.
  return { bytes, touched: [Math.max(0, records - 1), file.records.length], headers: new Set(), records };
}

function loseBytes(chance: SeededRandom, file: SoundFile): Damage {
  const at = chance.integer(1, file.bytes.length - 2);
  const gone = chance.integer(1, Math.min(300, file.bytes.length - at));
  return damageQuotes(file, at, gone, Buffer.alloc(0), at + gone);
}

function loseQuote(chance: SeededRandom, file: SoundFile): Damage {
  const places = [...file.bytes.keys()].filter((at) => file.bytes[at] === QUOTE);
  if (places.length === 0) return damageQuotes(file, file.headerEnd + 1, 0, Buffer.from('"'));
  return damageQuotes(file, chance.pick(places), 1, Buffer.alloc(0));
}

/** Puts a pair of quotes around the end of one row, whole rows, and the beginning of another. */
function swallowRows(chance: SeededRandom, file: SoundFile): Damage {
  const isPlain = ({ start, end }: SoundFile["records"][number]) => !file.bytes.subarray(start, end).includes(QUOTE);
  const first = chance.integer(0, file.records.length - 2);
  const last = Math.min(file.records.length - 1, first + chance.integer(1, 6));
  const rows = file.records.slice(first, last + 1);
  if (!rows.every(isPlain)) return damageQuotes(file, rows[0]!.start, 0, Buffer.from('"'));
  const column = chance.integer(0, file.headers.length - 1);
  const opens = fieldPlaces(file, rows[0]!)[column]!.start;
  const closes = fieldPlaces(file, rows.at(-1)!)[column]!.end;
  const { bytes } = file;
  const parts = [bytes.subarray(0, opens), bytes.subarray(opens, closes), bytes.subarray(closes)];
  const quoted = Buffer.concat([parts[0]!, Buffer.from('"'), parts[1]!, Buffer.from('"'), parts[2]!]);
  return { bytes: quoted, touched: [first, last + 1], headers: new Set(), mustBeTold: true };
}

/** The offsets of the fields of a record without quotes. */
function fieldPlaces({ bytes }: SoundFile, { start, end }: SoundFile["records"][number]) {
  const commas = [...bytes.subarray(start, end).entries()].flatMap(([at, byte]) =>
    byte === COMMA ? [start + at] : [],
  );
  return [...commas, end].map((to, at) => ({ start: at === 0 ? start : commas[at - 1]! + 1, end: to }));
}

function repeatPiece(chance: SeededRandom, file: SoundFile): Damage {
  const from = chance.integer(0, file.bytes.length - 2);
  const piece = file.bytes.subarray(from, from + chance.integer(1, 400));
  return damageQuotes(file, pickPlace(chance, file), 0, Buffer.from(piece));
}
