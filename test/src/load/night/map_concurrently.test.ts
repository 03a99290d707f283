import { setTimeout as later } from "node:timers/promises";
import { expect, test } from "vitest";
import { mapConcurrently } from "../../../../src/load/night/map_concurrently.js";

/** Works on items for the given milliseconds, two at once; 0 fails. */
function working(milliseconds: readonly number[]) {
  const begun: number[] = [];
  const ended: number[] = [];
  async function* items() {
    for (const item of milliseconds.entries()) yield item;
  }
  const results = mapConcurrently(items(), 2, async ([at, wait]) => {
    begun.push(at);
    await later(wait);
    ended.push(at);
    if (wait === 0) throw new Error(`${at} fails`);
    return at;
  });
  return { results, begun, ended };
}

test("results come in the order of the items, however long each takes, and at most two run at once", async () => {
  const { results, begun, ended } = working([30, 5, 20, 5]);
  const seen: number[] = [];
  for await (const result of results) {
    seen.push(result);
    expect(begun.length - ended.length).toBeLessThanOrEqual(2);
  }
  expect(seen).toEqual([0, 1, 2, 3]);
  expect(ended).toEqual([1, 0, 3, 2]);
});

test("an error is thrown in the order of the items, after the running ones have ended; no new item is started", async () => {
  const { results, begun, ended } = working([30, 0, 20, 5]);
  const seen: number[] = [];
  const reading = async () => {
    for await (const result of results) seen.push(result);
  };
  await expect(reading()).rejects.toThrow("1 fails");
  expect([seen, begun, ended]).toEqual([[0], [0, 1], [1, 0]]);
});

test("if the iterator fails, the results of started items come first", async () => {
  async function* items() {
    yield 1;
    throw new Error("no further item");
  }
  const seen: number[] = [];
  const reading = async () => {
    for await (const result of mapConcurrently(items(), 2, (item) => later(20, item))) seen.push(result);
  };
  await expect(reading()).rejects.toThrow("no further item");
  expect(seen).toEqual([1]);
});
