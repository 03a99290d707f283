/**
 * Works on up to `atOnce` items at the same time and yields the results in the order of the items. After an error, of the work
 * or of the iterator, no new item is started; the running ones finish, and the error is thrown in the order of the items.
 */
export async function* mapConcurrently<Item, Result>(
  items: AsyncGenerator<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  let isOver = false;
  const start = (result: Promise<Result>) => {
    result.catch(() => {
      isOver = true;
    });
    underWay.push(result);
  };
  try {
    for (;;) {
      while (!isOver && underWay.length < atOnce) {
        const next = await items.next().catch((error) => start(Promise.reject(error)));
        if (!next || next.done) isOver = true;
        else if (!isOver) start(work(next.value));
      }
      const first = underWay.shift();
      if (!first) return;
      yield await first;
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}
