import { join } from "node:path";
import { expect, test } from "vitest";
import { withWarehouse } from "../../../src/table/database_file.js";
import { createLoadProject } from "../load/load_project.js";

const mapped = (entities: object, more: object = {}) => [
  { name: "shop", system: "mapped", path: "exports", time_zone: "America/New_York", entities, ...more },
];
const person = { record_id: "no", created_at: "seen" };
const made = "select record_id, created_at from raw.mapped_people order by record_id";

test("CSV, TSV, JSON lines and Parquet files give the same people", async () => {
  const contents = {
    "p.csv": "no,seen\n007,2026-01-15 09:00:00\n",
    "p.tsv": "no\tseen\n007\t2026-01-15 09:00:00\n",
    "p.jsonl": '{"no": "007", "seen": "2026-01-15 09:00:00", "more": [1, {"a": "}"}]}\n\n',
    "p.parquet": "",
  };
  for (const [file, content] of Object.entries(contents)) {
    const at = createLoadProject(mapped({ people: { file, columns: person } }));
    at.put(`exports/${file}`, content);
    if (file === "p.parquet") {
      await withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
        const to = join(at.project, "exports", file);
        await warehouse.run(`copy (select '007' as no, timestamp '2026-01-15 09:00:00' as seen) to '${to}'`);
      });
    }
    expect(await at.load()).toMatchObject([{ parsed: 1, loaded: 1 }]);
    expect(await at.raw(made)).toEqual([{ record_id: "007", created_at: "2026-01-15T14:00:00Z" }]);
  }
});

test("ids in JSON that are too large for an exact number keep all digits", async () => {
  const at = createLoadProject(mapped({ people: { file: "p.jsonl", columns: { record_id: "no" } } }));
  at.put("exports/p.jsonl", '{"no": 9007199254740993}\n{"no": 123456789012345678901234567890}\n');
  await at.load();
  expect(await at.raw("select record_id from raw.mapped_people order by 1")).toEqual([
    { record_id: "123456789012345678901234567890" },
    { record_id: "9007199254740993" },
  ]);
});

test("only a line that is no JSON object is rejected, with its line number", async () => {
  const at = createLoadProject(mapped({ people: { file: "p.ndjson", columns: { record_id: "no" } } }));
  at.put("exports/p.ndjson", `{"no": 1}\n\n{"no": 2, "no": 3}\n${"[".repeat(100_000)}\n{"x": 1}\n{"no": 4`);
  const [load] = await at.load();
  expect(load).toMatchObject({ parsed: 5, loaded: 1, rejected: 4 });
  expect(load?.rejects).toEqual([
    { column: "", code: "not a JSON object", records: 3, first_line: 3 },
    { column: "record_id", code: "missing", records: 1, first_line: 5 },
  ]);
});

test("a JSON file whose records share no keys, or with a NUL byte in a key, is quarantined", async () => {
  const at = createLoadProject(mapped({ people: { file: "p.jsonl", columns: { record_id: "no" } } }));
  const records = Array.from({ length: 1500 }, (_, n) => JSON.stringify({ no: n, [`a${n}`]: 1, [`b${n}`]: 2 }));
  at.put("exports/p.jsonl", records.join("\n"));
  expect(await at.quarantined()).toMatch(/more than 2000 different keys/);
  at.put("exports/p.jsonl", '{"no": 1, "a\\u0000b": 2}\n');
  expect(await at.quarantined()).toMatch(/line 1: a key with a NUL byte/);
});

test("an id that Parquet stores as a floating-point number keeps its digits, or the file is quarantined", async () => {
  const at = createLoadProject(mapped({ people: { file: "p.parquet", columns: { record_id: "no" } } }));
  const path = join(at.project, "exports", "p.parquet");
  at.put("exports/p.parquet", "");
  const put = (values: string) =>
    withWarehouse(":memory:", "READ_WRITE", (db) =>
      db.run(`copy (select no::double as no from (values ${values}) as ids(no)) to '${path}'`),
    );
  await put("(7), (1e15), (0.5)");
  await at.load();
  expect(await at.raw("select record_id from raw.mapped_people order by 1")).toEqual(
    ["0.5", "1000000000000000", "7"].map((record_id) => ({ record_id })),
  );
  await put("(9007199254740992), (9007199254740993)");
  expect(await at.quarantined()).toMatch(/column no is a DOUBLE .* cannot store exactly/);
});
