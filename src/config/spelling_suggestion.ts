/** The one of `known` that a misspelt word most likely means, or nothing where none is near enough to be a slip of the hand. */
export function closestWord(word: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[-_ ]/g, "");
  const ranked = known
    .map((candidate) => ({ candidate, edits: countEdits(plain(word), plain(candidate)) }))
    .sort((one, other) => one.edits - other.edits);
  const best = ranked[0];
  return best && best.edits <= Math.max(1, Math.floor(best.candidate.length / 3)) ? best.candidate : undefined;
}

/** `; did you mean "..."?`, or nothing to say. */
export function suggestSpelling(word: string, known: readonly string[]): string {
  const meant = closestWord(word, known);
  return meant === undefined ? "" : `; did you mean "${meant}"?`;
}

/** Letters to insert, drop, change or swap with their neighbour until one word is the other. */
export function countEdits(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let at = 1; at <= to.length; at++) {
      const changed = last[at - 1]! + (from[row - 1] === to[at - 1] ? 0 : 1);
      const swaps = row > 1 && at > 1 && from[row - 1] === to[at - 2] && from[row - 2] === to[at - 1];
      const swapped = swaps ? beforeLast[at - 2]! + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(last[at]! + 1, current[at - 1]! + 1, changed, swapped));
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length]!;
}
