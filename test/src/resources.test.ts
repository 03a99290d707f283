import { expect, test } from "vitest";
import { useResources } from "../../src/resources.js";
import { rowsOf } from "../../src/rows.js";
import { withWarehouse } from "../../src/warehouse.js";

const settings = (resources: { threads: number | null; memory_limit: string | null }) =>
  withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
    await useResources(warehouse, resources);
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
  const { memory } = await settings({ threads: null, memory_limit: null });
  const [, size, unit] = /^([\d.]+) (MiB|GiB)$/.exec(String(memory))!;
  expect(Number(size) * (unit === "GiB" ? 1 : 1 / 1024)).toBeLessThanOrEqual(3);
});
