/** What may happen to an export on its way: each kind says exactly which records it may have touched. */
import type { SeededRandom } from "../../seeds/company/world/seeded_random.js";
import { headers, plainStyle, randomCells, type SoundFile, type Style, writeSoundFile } from "./sound_file.js";

export interface Mutant {
  readonly kind: Kind;
  readonly bytes: Buffer;
  readonly sound: SoundFile;
  /** The first record that may read otherwise than it was written, and the one behind the last. */
  readonly touched: readonly [from: number, to: number];
  /** Headers that may read otherwise; null: the header line is broken, and any cell may be anything. */
  readonly headers: ReadonlySet<string> | null;
  /** How many records there must be, where the mutation leaves that certain. */
  readonly records?: number;
  /** The file is as sound as before: all of it must be loaded. */
  readonly isSound: boolean;
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

/** The kinds that leave a file sound write it anew; all others change its bytes. */
const rewriteMutations = {
  "columns permuted": (chance: SeededRandom) => {
    const order = shuffle(chance, headers);
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
    // An exact repetition may stand anywhere.
    const all = copies > 0 ? shuffle(chance, [...cells, ...doubles]) : cells;
    const { bytes } = writeSoundFile(chance, all, style, order);
    const sound = writeSoundFile(chance, cells, style, order);
    return { kind, bytes, sound, touched: [0, 0], headers: new Set(), records: all.length, isSound: true };
  }
  const sound = writeSoundFile(chance, cells, styleOf(chance));
  return { kind, sound, isSound: false, ...damageMutations[kind as keyof typeof damageMutations](chance, sound) };
}

function shuffle<T>(chance: SeededRandom, list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, at: chance.next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ value }) => value);
}

/** Any byte; the header, which is short, is hit more often than its length would have it. */
const pickPlace = (chance: SeededRandom, { bytes, headerEnd }: SoundFile) =>
  chance.happens(0.1) ? chance.integer(0, headerEnd) : chance.integer(headerEnd, bytes.length - 1);

/** The record in which a byte or the line end before the next record lies; -1: the header. */
const recordAt = ({ records }: SoundFile, at: number) => records.findLastIndex(({ start }) => start <= at);

const spliceBytes = ({ bytes }: SoundFile, at: number, gone: number, put: Buffer) =>
  Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + gone)]);

const brokenHeader = (bytes: Buffer): Damage => ({ bytes, touched: [0, 0], headers: null });

/**
 * A quote more or less turns inside into outside up to a later quote: up to the next record that has quotes, none of them
 * doubled, and no line break inside them. Whatever state a reader is in when it comes there, it leaves its line outside.
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

/** Bytes that no reader takes for more than themselves, unless they part a quote from its comma. */
function insertBytes(file: SoundFile, at: number, put: Buffer): Damage {
  if (isBesideQuote(file, at, 0)) return damageQuotes(file, at, 0, put);
  const bytes = spliceBytes(file, at, 0, put);
  return damageOneRecord(file, at, bytes, put.includes(COMMA), isBreak(file.bytes[at - 1]) && isBreak(file.bytes[at]));
}

/** Damage that stays in its record, or in its header: whether the header is broken, and whether a line end is. */
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
  // A line end that is none any more joins two records.
  const [from, to] = damage.touched;
  return isBreak(old) && to > from ? { ...damage, touched: [from, Math.min(to + 1, file.records.length)] } : damage;
}

function cutFile(chance: SeededRandom, file: SoundFile): Damage {
  const at = chance.integer(1, file.bytes.length - 1);
  const bytes = file.bytes.subarray(0, at);
  const records = file.records.filter(({ start }) => start < at).length;
  if (at <= file.headerEnd) return brokenHeader(bytes);
  // What is gone cannot be accepted; what is cut may read as anything.
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

function repeatPiece(chance: SeededRandom, file: SoundFile): Damage {
  const from = chance.integer(0, file.bytes.length - 2);
  const piece = file.bytes.subarray(from, from + chance.integer(1, 400));
  return damageQuotes(file, pickPlace(chance, file), 0, Buffer.from(piece));
}
