/** Compares the loader's result for a mutant with the allowed results. */
import type { LoadResult } from "./load_mutants.js";
import type { Mutant } from "./mutations.js";

export type Outcome = "loaded" | "rejected in part" | "quarantined";

/** The outcome of a mutant, and the rules that it breaks. */
export interface MutantCheck {
  readonly outcome: Outcome | "crashed";
  readonly violations: readonly string[];
}

export function checkMutant(mutant: Mutant, made: LoadResult): MutantCheck {
  if (made.outcome === "crashed") return { outcome: "crashed", violations: [made.message] };
  if (made.outcome === "quarantined") {
    const violations = leakedValues(mutant, made.message).map(() => "the message of the quarantine holds a value");
    if (mutant.isSound) violations.push(`a sound file is quarantined: ${made.message.slice(0, 200)}`);
    return { outcome: "quarantined", violations };
  }
  const violations = [...findMiscounts(mutant, made), ...findMisreadRows(mutant, made)];
  return { outcome: made.counts.rejected > 0 ? "rejected in part" : "loaded", violations };
}

type LoadedResult = Extract<LoadResult, { outcome: "loaded" }>;

/** Values of the sound file that are long enough to be recognised in a message. */
function leakedValues({ sound }: Mutant, message: string): string[] {
  const values = sound.records.flatMap(({ cells }) => [cells.Id!, cells.Company!, cells.Revenue!, cells.Note!]);
  return values.filter((value) => value.length >= 6 && message.includes(value));
}

/** Every record must be loaded, rejected or a copy, and the files must contain as many as are counted. */
function findMiscounts(
  { records, isSound, sound, mustBeTold }: Mutant,
  { counts, rows, rejectedRows }: LoadedResult,
): string[] {
  const { parsed, loaded, rejected, deduplicated } = counts;
  const rules: [string, unknown, unknown][] = [
    ["parsed = loaded + rejected + deduplicated", parsed, loaded + rejected + deduplicated],
    ["as many rows are written as are loaded", rows.length, loaded],
    ["as many rejected rows are stored as are counted", rejectedRows, rejected],
    ["as many records are parsed as the file has", parsed, records ?? parsed],
    ["of a sound file every record is loaded", loaded, isSound ? sound.records.length : loaded],
    ["rows that quotes hide are told", rejected > 0, mustBeTold ? true : rejected > 0],
  ];
  return rules
    .filter(([, found, wanted]) => found !== wanted)
    .map(([rule, found, wanted]) => `${rule}: ${found}, not ${wanted}`);
}

/**
 * An accepted row must have the cells that were written, unless the mutation touched the record. The key of any other row must
 * come from the touched bytes. An untouched record may only be missing if another record was rejected in its place.
 */
function findMisreadRows(mutant: Mutant, { counts, rows }: LoadedResult): string[] {
  const { sound, touched, headers } = mutant;
  if (headers === null) return [];
  const [from, to] = touched;
  const untouched = new Map(
    sound.records.filter((_, no) => no < from || no >= to).map((record) => [record.key, record]),
  );
  const region = touchedText(mutant);
  const violations: string[] = [];
  const seen = new Set<string>();
  for (const row of headers.has("Id") ? [] : rows) {
    const key = row.Id!;
    const record = untouched.get(key);
    const apart =
      record && sound.headers.filter((name) => !headers.has(name) && (row[name] ?? "") !== record.cells[name]);
    const isOwn = apart?.length === 0 && !seen.has(key);
    if (isOwn) seen.add(key);
    else if (!region.includes(key)) {
      violations.push(
        apart ? `an untouched row differs in ${apart.join(", ") || "nothing, and occurs twice"}` : "a row from nowhere",
      );
    }
  }
  const gone = untouched.size - seen.size;
  const mayBeGone = headers.has("Id") ? gone : mutant.records === undefined ? counts.rejected * gone : counts.rejected;
  if (gone > mayBeGone) violations.push(`${gone} untouched rows are gone, with ${counts.rejected} rejected`);
  return violations;
}

/** The bytes from the first to the last touched record, leniently read as UTF-8; NUL bytes may be left out. */
function touchedText({ sound, bytes, touched: [from, to] }: Mutant): string {
  if (from >= to) return "";
  const longer = bytes.length - sound.bytes.length;
  const text = bytes.toString("utf8", sound.records[from]!.start, Math.max(0, sound.records[to - 1]!.end + longer));
  return text.replaceAll("\0", "");
}
