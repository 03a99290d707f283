/**
 * Works on a few items at once, and gives what became of them in the order of the items. Once one has failed nothing further
 * is begun; what is under way is waited for, and the error is thrown in its turn, be it of the work or of the items themselves.
 */
export async function* mapConcurrently<Item, Result>(
  items: AsyncGenerator<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  let isOver = false;
  const begin = (result: Promise<Result>) => {
    result.catch(() => {
      isOver = true;
    });
    underWay.push(result);
  };
  try {
    for (;;) {
      while (!isOver && underWay.length < atOnce) {
        const next = await items.next().catch((error) => begin(Promise.reject(error)));
        if (!next || next.done) isOver = true;
        else if (!isOver) begin(work(next.value));
      }
      const first = underWay.shift();
      if (!first) return;
      yield await first;
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}
