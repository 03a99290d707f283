import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { runQuery } from "../../../src/query/run_query.js";
import { withReader } from "../../../src/query/sealed_reader.js";
import { askRows, setUpQueryWarehouse } from "./query_warehouse.js";

const warehouse = setUpQueryWarehouse();
const digest = () => createHash("sha256").update(readFileSync(warehouse.path())).digest("hex");
const spills = () => readdirSync(tmpdir()).filter((name) => name.startsWith("closedloop-"));

test("before the first run the analyst is told to run", async () => {
  const missing = join(warehouse.folder(), "none.duckdb");
  await expect(withReader(missing, async () => 1)).rejects.toMatchObject({
    exitCode: 2,
    message: `${missing}: no warehouse yet; run \`closedloop run\``,
  });
});

test("a file that is no database is named", async () => {
  const broken = join(warehouse.folder(), "broken.duckdb");
  writeFileSync(broken, "not a database, whatever its name says");
  await expect(withReader(broken, async () => 1)).rejects.toMatchObject({
    exitCode: 4,
    message: /broken\.duckdb: cannot be opened; `closedloop run --from-history` rebuilds it/,
  });
});

test("instants are UTC and settings are locked, whatever the machine's zone", async () => {
  const settings = `select current_setting('timezone'), current_setting('enable_external_access'),
    current_setting('lock_configuration'), current_setting('access_mode'), current_setting('autoload_known_extensions')`;
  const found = await withReader(warehouse.path(), (reader) => askRows(reader, settings));
  expect(found).toEqual([["UTC", false, true, "read_only", false]]);
});

test("even past the check of statements the connection can write and change nothing", async () => {
  const before = digest();
  await withReader(warehouse.path(), async (reader) => {
    await expect(reader.run("set threads = 1")).rejects.toThrow("the configuration has been locked");
    await expect(reader.run("copy marts.kinds to '/tmp/closedloop-leak.csv'")).rejects.toThrow("Permission Error");
    await expect(reader.run("insert into marts.kinds (n) values (3)")).rejects.toThrow("read-only mode");
  });
  expect(digest()).toBe(before);
});

test("each reader spills into a private folder of its own, which goes with it", async () => {
  const folderOf = async () => {
    const [[folder]] = (await withReader(warehouse.path(), async (reader) => {
      const rows = await askRows(reader, "select current_setting('temp_directory')");
      expect((statSync(String(rows[0]![0])).mode & 0o777).toString(8)).toBe("700");
      return rows;
    })) as [[string]];
    return folder;
  };
  const [one, other] = [await folderOf(), await folderOf()];
  expect(one).not.toBe(other);
  expect(spills()).not.toContain(one.split("/").at(-1));
});

test("a query over its time limit is stopped and says so", async () => {
  const endless = "select sum(a.n * b.n * c.n) from marts.many a, marts.many b, marts.many c";
  const began = Date.now();
  const stopped = withReader(warehouse.path(), (reader) => askRows(reader, endless), { timeoutSeconds: 0.2 });
  await expect(stopped).rejects.toMatchObject({ exitCode: 4, message: /time limit of 0\.2 s/ });
  expect(Date.now() - began).toBeLessThan(5_000);
});

test("a query within its time limit is not touched", async () => {
  const found = await withReader(warehouse.path(), (reader) => askRows(reader, "select 1"), { timeoutSeconds: 60 });
  expect(found).toEqual([[1]]);
});

test("a result that its reader takes too slowly is cut off with an error, never taken for whole", async () => {
  const reading = withReader(
    warehouse.path(),
    async (reader) => {
      let rows = 0;
      for await (const chunk of (await runQuery(reader, "from range(20000000)")).chunks) {
        rows += chunk.rowCount;
        if (rows > 100_000) await delay(20);
      }
      return rows;
    },
    { timeoutSeconds: 0.5 },
  );
  await expect(reading).rejects.toMatchObject({ exitCode: 4, message: /stopped at its time limit of 0.5 s/ });
});
