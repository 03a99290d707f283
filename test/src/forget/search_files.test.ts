import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { listFiles, searchFiles } from "../../../src/forget/search_files.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { quotedString } from "../../../src/table/dialect.js";
import type { Needle } from "../../../src/text/needles.js";
import { temporaryFolder } from "../../support/cli.js";

const needles: Needle[] = [
  { kind: "address", text: "ann@acme.example" },
  { kind: "id", text: "00Q5e00000Ld001EAB" },
  { kind: "name", text: "Änne Müller" },
];

/** Which files of a folder are found, and where. */
async function search(folder: string) {
  const found = await searchFiles(await listFiles(folder, () => false), needles);
  return found.map(({ path, found }) => `${path.slice(folder.length + 1)}: ${found}`);
}

test("a person is found in any encoding, in any case, in JSON, in links, within gzip and in the name of a file", async () => {
  const folder = temporaryFolder();
  const write = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);
  write("case.csv", "x,ANN@Acme.example\n");
  write("escaped.json", '{"note":"by\\nann@acme.example"}');
  write("id.txt", "see 00Q5e00000Ld001.");
  write("json.json", '{"name":"\\u00c4nne M\\u00fcller"}');
  write("latin1.csv", Buffer.from("änne müller", "latin1"));
  write("link.html", "<a href='?to=ann%40acme.example'>");
  write("long.txt", `${"x".repeat((1 << 20) - 5)} ann@acme.example ${"y".repeat(100)}`);
  write("packed.csv.gz", gzipSync("a,ann@acme.example"));
  write("to ann@acme.example.csv", "");
  write("utf16be.csv", Buffer.from("\ufeffÄnne Müller", "utf16le").swap16());
  write("utf16le.csv", Buffer.from("x ann@acme.example", "utf16le"));
  expect(await search(folder)).toEqual([
    "case.csv: in its text",
    "escaped.json: in its text",
    "id.txt: in its text",
    "json.json: in its text",
    "latin1.csv: in its text",
    "link.html: in its text",
    "long.txt: in its text",
    "packed.csv.gz: in its text",
    "to ann@acme.example.csv: in its name",
    "utf16be.csv: in its text",
    "utf16le.csv: in its text",
  ]);
});

test("other people are not taken for the person", async () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, "a.csv"),
    "joann@acme.example,ann@acme.example.org,00q5e00000LD001EAB,Änne Müllerin,Joänne Müller",
  );
  expect(await search(folder)).toEqual([]);
});

test("compressed rows of Parquet and database files are read, and bytes that a deleted row left behind are found", async () => {
  const folder = temporaryFolder();
  await withWarehouse(join(folder, "rows.duckdb"), "READ_WRITE", async (connection) => {
    await connection.run("create table t as select 'ann@acme.example' as mail from range(5000)");
    await connection.run(`copy t to ${quotedString(join(folder, "rows.parquet"))} (format parquet, compression zstd)`);
  });
  await withWarehouse(join(folder, "deleted.duckdb"), "READ_WRITE", async (connection) => {
    await connection.run("set force_compression = 'uncompressed'");
    await connection.run("create table t as select range || ' ann@acme.example' as mail from range(50000)");
    await connection.run("checkpoint");
    await connection.run("create table u as select range as n from range(50000)");
    await connection.run("checkpoint");
    await connection.run("delete from t");
  });
  await withWarehouse(join(folder, "others.duckdb"), "READ_WRITE", async (connection) => {
    await connection.run("create table t as select 'joann@acme.example' as mail, 'ann@acme.exam' as other");
  });
  const found = await search(folder);
  expect(found).toContain("rows.duckdb: in its rows");
  expect(found).toContain("rows.parquet: in its rows");
  expect(found).toContain("deleted.duckdb: in bytes that no row uses");
  expect(found.join()).not.toContain("others.duckdb");
});
