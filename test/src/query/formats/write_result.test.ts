import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { type ResultFormat, resultFormats, writeResult } from "../../../../src/query/formats/write_result.js";
import { runQuery } from "../../../../src/query/run_query.js";
import { withReader } from "../../../../src/query/sealed_reader.js";
import { setUpQueryWarehouse, writeToBuffer, writeToFile } from "../query_warehouse.js";

const warehouse = setUpQueryWarehouse();
const to = (stdout: Writable & { isTTY?: boolean }, format: ResultFormat, query = "from marts.many") =>
  withReader(warehouse.path(), async (reader) => writeResult(await runQuery(reader, query), format, { stdout }));
const sink = (fail?: Error) => new Writable({ write: (_part, _encoding, done) => done(fail) });
const inFolder = (name: string) => join(warehouse.folder(), name);
const left = () => readdirSync(warehouse.folder()).filter((name) => name.endsWith(".partial"));

test.each(resultFormats)("%s goes into a file that only its owner can read", async (format) => {
  const out = inFolder(`answer.${format}`);
  writeFileSync(out, "an older answer", { mode: 0o644 });
  await writeToFile(warehouse.path(), format, "from marts.many", out);
  expect((statSync(out).mode & 0o777).toString(8)).toBe("600");
  expect(readFileSync(out, "latin1")).not.toContain("an older answer");
  expect(left()).toEqual([]);
});

test("a file and a pipe get the same bytes", async () => {
  const out = inFolder("same.csv");
  await writeToFile(warehouse.path(), "csv", "from marts.kinds order by n", out);
  expect(readFileSync(out)).toEqual(await writeToBuffer(warehouse.path(), "csv", "from marts.kinds order by n"));
});

test.each(resultFormats)("a query that fails halfway leaves the older %s as it was", async (format) => {
  const out = inFolder(`kept.${format}`);
  writeFileSync(out, "an older answer");
  const failing = "select case when n = 9000 then label::integer end as n from marts.many";
  await expect(writeToFile(warehouse.path(), format, failing, out)).rejects.toMatchObject({ exitCode: 2 });
  expect(readFileSync(out, "utf8")).toBe("an older answer");
  expect(left()).toEqual([]);
});

test("binary formats are refused on a terminal, and Parquet without a file", async () => {
  const terminal = Object.assign(sink(), { isTTY: true });
  await expect(to(terminal, "arrow")).rejects.toMatchObject({ exitCode: 2, message: /add --out FILE\.arrow/ });
  await expect(to(terminal, "table")).resolves.toBeUndefined();
  await expect(to(sink(), "arrow")).resolves.toBeUndefined();
  await expect(to(sink(), "parquet")).rejects.toMatchObject({ exitCode: 2, message: /add --out FILE\.parquet/ });
});

test("a reader that goes away, as head does, is no error; any other failure to write is", async () => {
  const gone = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
  await expect(to(sink(gone), "csv")).resolves.toBeUndefined();
  await expect(to(sink(new Error("broken")), "csv")).rejects.toThrow("broken");
});

test("a slow reader holds the query back: rows do not pile up in memory", async () => {
  let taken = 0;
  const slow = new Writable({
    highWaterMark: 1,
    write(_part, _encoding, done) {
      taken++;
      setTimeout(done, 1);
    },
  });
  let made = 0;
  await withReader(warehouse.path(), async (reader) => {
    const answer = await runQuery(reader, "from marts.many");
    async function* counted() {
      for await (const chunk of answer.chunks) {
        made++;
        expect(made - taken).toBeLessThan(4);
        yield chunk;
      }
    }
    await writeResult({ ...answer, chunks: counted() }, "json", { stdout: slow });
  });
  expect(made).toBeGreaterThan(4);
});

test("a folder that is missing, a folder and a link are named, not written", async () => {
  mkdirSync(inFolder("reports"));
  symlinkSync(warehouse.path(), inFolder("link.csv"));
  const refused = (out: string) => writeToFile(warehouse.path(), "csv", "select 1", inFolder(out));
  await expect(refused("nowhere/a.csv")).rejects.toMatchObject({ exitCode: 2, message: /no such folder/ });
  await expect(refused("reports")).rejects.toMatchObject({ exitCode: 2, message: /no file that can be replaced/ });
  await expect(refused("link.csv")).rejects.toMatchObject({ exitCode: 2, message: /no file that can be replaced/ });
  expect(left()).toEqual([]);
});
