import { countEdits } from "../config/spelling_suggestion.js";
import type { LookupCells } from "../table/lookup_gap.js";

/** A word whose meaning is known. */
export interface KnownWord {
  readonly word: string;
  readonly row: LookupCells;
}

export interface WordMatch {
  readonly knownWord: KnownWord;
  /** The same word but for case, accents of spelling and blanks; else it is only like it. */
  readonly isSame: boolean;
}

/** A word as a key of comparison, as the lookups compare. */
export const comparisonKey = (word: string): string => word.normalize("NFC").toLowerCase().trim();

const wordParts = (word: string): string[] =>
  comparisonKey(word)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== "");
const negations = new Set(["not", "no", "non", "un", "never", "without", "kein", "keine", "nicht"]);
const isNegated = (parts: readonly string[]) => parts.some((part) => negations.has(part));

/** Letters from which a slip of the hand may be told from another word. */
const lettersForOneSlip = 6;
/** And those of a word in which two slips are still likely. */
const lettersForTwoSlips = 10;

/**
 * What a word most likely means: what the same word means; else what the example means all of whose parts it has, the
 * longest one first; else the one that it misspells. `least` letters must be shared. Undefined where nothing is like it.
 */
export function matchWord(word: string, examples: readonly KnownWord[], least: number): WordMatch | undefined {
  const same = examples.find((example) => comparisonKey(example.word) === comparisonKey(word));
  if (same) return { knownWord: same, isSame: true };
  const like = findSameLetters(word, examples) ?? findContained(word, examples, least) ?? findMisspelt(word, examples);
  return like && { knownWord: like, isSame: false };
}

const findSameLetters = (word: string, examples: readonly KnownWord[]) => {
  const plain = wordParts(word).join("");
  return plain === "" ? undefined : examples.find((example) => wordParts(example.word).join("") === plain);
};

function findContained(word: string, examples: readonly KnownWord[], least: number): KnownWord | undefined {
  const parts = wordParts(word);
  let best: { example: KnownWord; letters: number } | undefined;
  for (const example of examples) {
    const wanted = wordParts(example.word);
    const letters = wanted.join("").length;
    if (letters < least || letters <= (best?.letters ?? 0) || !wanted.every((part) => parts.includes(part))) continue;
    if (isNegated(parts) === isNegated(wanted)) best = { example, letters };
  }
  return best?.example;
}

function findMisspelt(word: string, examples: readonly KnownWord[]): KnownWord | undefined {
  const [kind, name] = splitKindAndName(word);
  if (name.length < lettersForOneSlip) return undefined;
  const slips = name.length < lettersForTwoSlips ? 1 : 2;
  return examples.find((example) => {
    const [kindKnown, known] = splitKindAndName(example.word);
    return kind === kindKnown && Math.abs(known.length - name.length) <= slips && countEdits(name, known) <= slips;
  });
}

/** `CampaignMember:Webinar` and `CampaignMember:Paid` have nothing in common but their kind. */
function splitKindAndName(word: string): [kind: string, name: string] {
  const text = comparisonKey(word);
  const at = text.lastIndexOf(":") + 1;
  return [text.slice(0, at), text.slice(at)];
}
