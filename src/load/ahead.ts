/**
 * Works on a few items at once, and gives what became of them in the order of the items. After an error no further item is
 * begun, those under way are waited for, and it is thrown where its item's turn is.
 */
export async function* ahead<Item, Result>(
  items: AsyncIterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const begun = work(item);
      begun.catch(() => {}); // It is told in its turn.
      underWay.push(begun);
      if (underWay.length >= atOnce) yield await underWay.shift()!;
    }
    while (underWay.length > 0) yield await underWay.shift()!;
  } finally {
    await Promise.allSettled(underWay);
  }
}
