import { comparisonKey } from "../base/comparison_key.js";
import { countEdits } from "../config/spelling_suggestion.js";
import type { LookupCells } from "../table/lookup_gap.js";

/** A value whose meaning is known. */
export interface KnownWord {
  readonly word: string;
  readonly row: LookupCells;
}

interface WordMatch {
  readonly knownWord: KnownWord;
  /** True if the values differ only in case, Unicode form and outer blanks; false if they are only similar. */
  readonly isSame: boolean;
}

const wordParts = (word: string): string[] =>
  comparisonKey(word)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== "");
const negations = new Set(["not", "no", "non", "un", "never", "without", "kein", "keine", "nicht"]);
const isNegated = (parts: readonly string[]) => parts.some((part) => negations.has(part));

/** From this length on, a word with one different letter counts as misspelt. */
const lettersForOneSlip = 6;
/** From this length on, two different letters are allowed. */
const lettersForTwoSlips = 10;

/**
 * The known word that a word most likely means: the same word, else the longest one whose parts it contains (with at
 * least `least` letters), else the one that it misspells. Undefined if nothing is similar.
 */
export function matchWord(word: string, examples: readonly KnownWord[], least: number): WordMatch | undefined {
  const same = examples.find((example) => comparisonKey(example.word) === comparisonKey(word));
  if (same) return { knownWord: same, isSame: true };
  const similar =
    findSameLetters(word, examples) ?? findContained(word, examples, least) ?? findMisspelt(word, examples);
  return similar && { knownWord: similar, isSame: false };
}

const findSameLetters = (word: string, examples: readonly KnownWord[]) => {
  const plain = wordParts(word).join("");
  return plain === "" ? undefined : examples.find((example) => wordParts(example.word).join("") === plain);
};

function findContained(word: string, examples: readonly KnownWord[], least: number): KnownWord | undefined {
  const parts = wordParts(word);
  let best: { example: KnownWord; letters: number } | undefined;
  for (const example of examples) {
    const exampleParts = wordParts(example.word);
    const letters = exampleParts.join("").length;
    if (letters < least || letters <= (best?.letters ?? 0) || !exampleParts.every((part) => parts.includes(part)))
      continue;
    if (isNegated(parts) === isNegated(exampleParts)) best = { example, letters };
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

/** Splits `CampaignMember:Webinar` at the colon: only the name is compared for typing errors, the kind must be equal. */
function splitKindAndName(word: string): [kind: string, name: string] {
  const text = comparisonKey(word);
  const at = text.lastIndexOf(":") + 1;
  return [text.slice(0, at), text.slice(at)];
}
