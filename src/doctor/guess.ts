import { edits } from "../config/nearest.js";
import type { Cells } from "../table/lookup_gap.js";

/** A word whose meaning is known. */
export interface Example {
  readonly word: string;
  readonly row: Cells;
}

export interface Guess {
  readonly example: Example;
  /** The same word but for case, accents of spelling and blanks; else it is only like it. */
  readonly isSame: boolean;
}

/** A word as a key of comparison, as the lookups compare. */
export const folded = (word: string): string => word.normalize("NFC").toLowerCase().trim();

const partsOf = (word: string): string[] =>
  folded(word)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== "");
const negations = new Set(["not", "no", "non", "un", "never", "without", "kein", "keine", "nicht"]);
const isNegated = (parts: readonly string[]) => parts.some((part) => negations.has(part));

/** Letters from which a slip of the hand may be told from another word. */
const longEnough = 6;
/** And those of a word in which two slips are still likely. */
const longWord = 10;

/**
 * What a word most likely means: what the same word means; else what the example means all of whose parts it has, the
 * longest one first; else the one that it misspells. `least` letters must be shared. Undefined where nothing is like it.
 */
export function guessOf(word: string, examples: readonly Example[], least: number): Guess | undefined {
  const same = examples.find((example) => folded(example.word) === folded(word));
  if (same) return { example: same, isSame: true };
  const like = joined(word, examples) ?? containedIn(word, examples, least) ?? misspelt(word, examples);
  return like && { example: like, isSame: false };
}

const joined = (word: string, examples: readonly Example[]) => {
  const plain = partsOf(word).join("");
  return plain === "" ? undefined : examples.find((example) => partsOf(example.word).join("") === plain);
};

function containedIn(word: string, examples: readonly Example[], least: number): Example | undefined {
  const parts = partsOf(word);
  let best: { example: Example; letters: number } | undefined;
  for (const example of examples) {
    const wanted = partsOf(example.word);
    const letters = wanted.join("").length;
    if (letters < least || letters <= (best?.letters ?? 0) || !wanted.every((part) => parts.includes(part))) continue;
    if (isNegated(parts) === isNegated(wanted)) best = { example, letters };
  }
  return best?.example;
}

function misspelt(word: string, examples: readonly Example[]): Example | undefined {
  const [kind, name] = kindAndName(word);
  if (name.length < longEnough) return undefined;
  const slips = name.length < longWord ? 1 : 2;
  return examples.find((example) => {
    const [kindKnown, known] = kindAndName(example.word);
    return kind === kindKnown && Math.abs(known.length - name.length) <= slips && edits(name, known) <= slips;
  });
}

/** `CampaignMember:Webinar` and `CampaignMember:Paid` have nothing in common but their kind. */
function kindAndName(word: string): [kind: string, name: string] {
  const text = folded(word);
  const at = text.lastIndexOf(":") + 1;
  return [text.slice(0, at), text.slice(at)];
}
