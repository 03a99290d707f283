/** The closest of the `known` words, or undefined if none is close enough for a typing error. */
function closestWord(word: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[-_ ]/g, "");
  const ranked = known
    .map((candidate) => ({ candidate, edits: countEdits(plain(word), plain(candidate)) }))
    .sort((one, other) => one.edits - other.edits);
  const best = ranked[0];
  return best && best.edits <= Math.max(1, Math.floor(best.candidate.length / 3)) ? best.candidate : undefined;
}

/** `; did you mean "..."?` for the closest known word, else an empty text. */
export function suggestSpelling(word: string, known: readonly string[]): string {
  const closest = closestWord(word, known);
  return closest === undefined ? "" : `; did you mean "${closest}"?`;
}

/** How many letters to insert, delete, change or swap with a neighbour to turn one word into the other. */
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
