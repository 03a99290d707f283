import { totalmem } from "node:os";
import { expect, test } from "vitest";
import { defaultMemoryLimit, limitResources } from "../../../src/config/resources.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { rowsOf } from "../../../src/table/rows.js";

const settings = (resources: { threads: number | null; memory_limit: string | null }) =>
  withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
    await limitResources(warehouse, resources);
    const [found] = await rowsOf(
      warehouse,
      "select current_setting('threads') as threads, current_setting('memory_limit') as memory",
    );
    return found!;
  });

test("threads and memory are what the configuration allows", async () => {
  expect(await settings({ threads: 1, memory_limit: "512MB" })).toEqual({ threads: 1n, memory: "488.2 MiB" });
});

test("a configuration that names no limit of memory gets 3 GiB, or 80 % of a machine that has less", async () => {
  expect(defaultMemoryLimit(24 * 2 ** 30)).toBe(3 * 2 ** 30);
  expect(defaultMemoryLimit(1_000_000_000)).toBe(800_000_000);
  const { memory } = await settings({ threads: null, memory_limit: null });
  const limit = defaultMemoryLimit(Math.min(totalmem(), process.constrainedMemory() || totalmem()));
  expect(memory).toBe(`${(limit / 2 ** 30).toFixed(1)} GiB`);
});
