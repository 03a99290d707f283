import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { withWarehouse } from "../../../src/table/database_file.js";
import { createLoadProject, crmSource } from "../load/load_project.js";

const shop = (columns: object, file = "p.csv", more: object = {}) => [
  { name: "shop", system: "mapped", path: "exports", entities: { people: { file, columns } }, ...more },
];
const idAndSource = { record_id: "no", source: "src" };

async function loaded(content: string | Buffer, columns: object = idAndSource, file = "p.csv", more: object = {}) {
  const at = createLoadProject(shop(columns, file, more));
  at.put(`exports/${file}`, content);
  const [load] = await at.load();
  return { at, load: load! };
}
const rows = (from: number, to: number, row: (n: number) => string) =>
  Array.from({ length: to - from }, (_, at) => `${row(from + at)}\n`).join("");

describe("rows that a pair of stray quotes joined are rejected as such, not lost", () => {
  test.each([
    ["two columns", "no,src", (n: number) => `${n},web`],
    ["two columns of words", "no,src", (n: number) => `p${"abc"[n % 3]}x${n},from page ${n}`],
    ["three columns", "no,src,day", (n: number) => `${n},web,2026-01-0${1 + (n % 9)}`],
    ["five columns, the last one a note", "no,src,a,b,note", (n: number) => `${n},web,x,y,some words ${n}`],
  ])("in a file of %s", async (_, header, row) => {
    const broken = (line: string, quote: (text: string) => string) => {
      const [first, ...more] = line.split(",");
      return [first, quote(more[0]!), ...more.slice(1)].join(",");
    };
    const content = [
      `${header}\n`,
      rows(0, 50, row),
      `${broken(row(50), (text) => `"${text}`)}\n`,
      rows(51, 57, row),
      `${broken(row(57), (text) => `${text}"`)}\n`,
      rows(58, 100, row),
    ].join("");
    const { load } = await loaded(content);
    expect(load).toMatchObject({ parsed: 93, loaded: 92, rejected: 1 });
    expect(load.rejects).toEqual([{ column: "", code: "rows within quotes", records: 1, first_line: 52, lines: 8 }]);
  });

  test("also two rows, and with line ends of Windows", async () => {
    const content = `no,src\n${rows(0, 30, (n) => `${n},web`)}30,"web\n31,mail"\n`.replaceAll("\n", "\r\n");
    const { load } = await loaded(content);
    expect(load).toMatchObject({ parsed: 31, loaded: 30, rejected: 1 });
  });

  test("also when the record has too many fields then", async () => {
    const content = `no,src,note\n${rows(0, 30, (n) => `${n},web,x`)}30,"web,x\n31,web,y"\n${rows(32, 60, (n) => `${n},web,x`)}`;
    const { load } = await loaded(content);
    expect(load.rejects).toMatchObject([{ code: "rows within quotes", lines: 2 }]);
  });
});

test.each([
  ["a greeting with one comma in each line", '7,"Hello Ann\nbest wishes, Bob"'],
  ["lines that begin with a word", '7,"Berlin,Germany\nParis,France\nRome,Italy"'],
  ["one line that happens to look like a row", '7,"Our office:\n10115,Berlin\nMain Street 5\nsecond floor, left"'],
  ["paragraphs", '7,"Dear Ann,\n\nthank you, we will, of course,\nread it, soon.\n"'],
])("a note of several lines is not taken for rows: %s", async (_, note) => {
  const { load } = await loaded(`no,src\n${rows(10, 40, (n) => `${n},words ${n}`)}${note}\n8,x\n`);
  expect(load).toMatchObject({ parsed: 32, loaded: 32, rejected: 0 });
});

test.each([
  ["names", 'no,src\nFirm A,"Hi\nthanks, Ann\nbye, Bob"\nFirm B,"Yes\nno, maybe"\n'],
  [
    "addresses",
    `no,mail,src\n${rows(0, 20, (n) => `${n},u${n}@x.test,"Call ${n}\nTel, 555, 123${n}\nok, later, yes"`)}`,
  ],
])("notes are kept where all of them have several lines, beside %s", async (_, content) => {
  expect((await loaded(content)).load).toMatchObject({ rejected: 0 });
});

test("notes of several lines in JSON are never taken for rows", async () => {
  const lines = rows(0, 40, (n) => JSON.stringify({ no: n, src: "1,2\n3,4\n5,6" }));
  expect((await loaded(lines, idAndSource, "p.jsonl")).load).toMatchObject({ parsed: 40, loaded: 40 });
});

test("rows of one column that stray quotes joined are rejected, in ids and in addresses", async () => {
  const { load } = await loaded('no\np\n"q\nr\ns"\nt\n"u\n"\n', { record_id: "no" });
  const code = "a line end in an id or address";
  expect(load).toMatchObject({ loaded: 3, rejects: [{ column: "record_id", code, first_line: 3, lines: 3 }] });
  const mails = await loaded('mail,no\n"b@x.test\r\nc@x.test",1\na@x.test,2\n', { record_id: "mail" });
  expect(mails.load).toMatchObject({ loaded: 1, rejects: [{ code }] });
});

test("a control character within an id or address rejects its record, and one at the ends is left out", async () => {
  const code = "a control character in an id or address";
  const { at, load } = await loaded("no,src\nA\u00031,Google\n\u0010A2\u001a,Bing\nA3,x\u0003y\n", {
    record_id: "no",
    source: "src",
  });
  expect(load).toMatchObject({ loaded: 2, rejects: [{ column: "record_id", code, first_line: 2 }] });
  expect(await at.raw("select record_id from raw.mapped_people order by all")).toEqual([
    { record_id: "A2" },
    { record_id: "A3" },
  ]);
  const mails = await loaded("mail,no\nb\u0001ob@x.test,1\na@x.test\u0001,2\n", { record_id: "mail" });
  expect(mails.load).toMatchObject({ loaded: 1, rejects: [{ code }] });
});

test("empty fields beyond the header are no fields, others are", async () => {
  const { at, load } = await loaded('no,src\n1,Google,\n2,Bing,"",\n3,x\n4,y,z\n');
  expect(load).toMatchObject({ parsed: 4, loaded: 3, rejected: 1 });
  expect(load.file_notes).toEqual([{ code: "empty fields beyond the header left out", records: 2 }]);
  expect(load.rejects).toMatchObject([{ code: "too many fields", first_line: 5 }]);
  expect(await at.raw("select source from raw.mapped_people order by record_id")).toEqual([
    { source: "Google" },
    { source: "Bing" },
    { source: "x" },
  ]);
});

test("columns without a name and without values are no columns, wherever they are", async () => {
  const { load } = await loaded("no,,src,,\n1,,a,,\n2,,b\n3,,c,\n");
  expect(load).toMatchObject({ parsed: 3, loaded: 3, unknown_headers: [] });
  expect(load.file_notes?.map(({ records }) => records)).toEqual([2, 1]);
});

test.each([
  ["the last", "no,src,\n1,a,secret\n2,b,secret\n", /header 3 of 3 is empty, but there are values below it/],
  ["another", "no,,src\n1,secret,a\n2,secret,b\n", /header 2 of 3 is empty/],
])("a column without a name that has values stops the file: %s", async (_, content, message) => {
  const at = createLoadProject(shop(idAndSource));
  at.put("exports/p.csv", content);
  const said = await at.quarantined();
  expect(said).toMatch(message);
  expect(said).not.toMatch(/secret/);
});

test("rows without text are skipped and counted, above and below the header", async () => {
  const { load } = await loaded(',\nno,src\n1,a\n,\n2,x\n"",""\n , \n3,many\n');
  expect(load).toMatchObject({ parsed: 3, loaded: 3, file_notes: [{ code: "empty rows skipped", records: 4 }] });
  const wrong = await loaded("no,made\n1,2026-01-01\n,\n2,x\n", { record_id: "no", created_at: "made" });
  expect(wrong.load.rejects).toMatchObject([{ code: "not an instant", first_line: 4 }]);
});

describe("what programs write after the end of a text is left out", () => {
  const csv = "no,src\n1,a\n2,b\n";
  test.each([
    ["an end-of-file mark of DOS", Buffer.from(`${csv}\x1a`), "p.csv", "end-of-file marks of DOS left out", 1],
    [
      "NUL bytes",
      Buffer.concat([Buffer.from(csv), Buffer.alloc(100_000)]),
      "p.csv",
      "NUL bytes after the end left out",
      100_000,
    ],
    [
      "zeros behind a gzip",
      Buffer.concat([gzipSync(csv), Buffer.alloc(512)]),
      "p.csv.gz",
      "zeros behind the gzip left out",
      512,
    ],
    [
      "a mark behind a list of JSON",
      Buffer.from('[{"no":1},{"no":2,"src":"x"}]\x1a'),
      "p.json",
      "end-of-file marks of DOS left out",
      1,
    ],
  ])("%s", async (_, content, file, code, records) => {
    expect((await loaded(content, idAndSource, file)).load).toMatchObject({
      parsed: 2,
      loaded: 2,
      rejected: 0,
      file_notes: [{ code, records }],
    });
  });

  test("a record that is cut before it is still noticed", async () => {
    const at = createLoadProject(shop({ record_id: "no", created_at: "made" }));
    at.put("exports/p.csv", Buffer.concat([Buffer.from("no,made\n1,2026-01-01\n2,2026-0"), Buffer.alloc(64)]));
    expect(await at.quarantined()).toMatch(/the file was cut/);
  });
});

test("characters without a width are left out of ids in the middle of a file, so that they meet their other records", async () => {
  const { at, load } = await loaded("no,src\n1,a\n\ufeff2,b\n3\u200b,\u200bc\n\u00adx\u20601,d\n");
  expect(await at.raw("select record_id, source from raw.mapped_people order by 1")).toEqual([
    { record_id: "1", source: "a" },
    { record_id: "2", source: "b" },
    { record_id: "3", source: "\u200bc" },
    { record_id: "x1", source: "d" },
  ]);
  expect(load.file_notes).toEqual([
    { code: "invisible characters left out of ids and addresses", column: "record_id", records: 3 },
  ]);
});

test("so are direction marks and control characters, such as the end mark of a DOS file that another one follows", async () => {
  const { at, load } = await loaded("no,src\n1,a\n\x1a2,b\n\u200e3,c\n4\u202c,d\n5\x0f,\x0fe\n");
  expect(await at.raw("select record_id, source from raw.mapped_people order by 1")).toEqual(
    ["a", "b", "c", "d", "\x0fe"].map((source, nth) => ({ record_id: `${nth + 1}`, source })),
  );
  expect(load.file_notes).toEqual([
    { code: "invisible characters left out of ids and addresses", column: "record_id", records: 4 },
  ]);
  const json = await loaded('{"no":"\\u200e1","src":"a"}\n', idAndSource, "p.jsonl");
  expect(await json.at.raw("select record_id from raw.mapped_people")).toEqual([{ record_id: "1" }]);
});

describe("texts that were read in the wrong encoding before are told, not changed", () => {
  const read = async (content: Buffer, encoding = "utf-8") => {
    const { at, load } = await loaded(content, idAndSource, "p.csv", { encoding });
    const found = await at.raw<{ source: string }>("select source from raw.mapped_people order by record_id");
    return { notes: load.file_notes, sources: found.map(({ source }) => source) };
  };
  test.each([
    [
      "in the file itself",
      Buffer.from("no,src\n1,K\u00c3\u00b6ln\n2,it\u00e2\u20ac\u2122s\n3,fine\n"),
      "utf-8",
      /repair them/,
    ],
    [
      "by the configuration",
      Buffer.from("no,src\n1,K\u00f6ln\n2,M\u00fcnchen\n3,x\n"),
      "latin-1",
      /remove `encoding: latin-1`/,
    ],
  ])("%s", async (_, content, encoding, remedy) => {
    const { notes, sources } = await read(content, encoding);
    expect(notes).toMatchObject([{ column: "src", records: 2, remedy: expect.stringMatching(remedy) }]);
    expect(sources[0]).toBe("K\u00c3\u00b6ln");
  });
  test("letters that were lost", async () => {
    expect((await read(Buffer.from("no,src\n1,K\ufffdln\n"))).notes).toMatchObject([{ column: "src", records: 1 }]);
  });
  test("words that only look so are not told", async () => {
    const words = [
      "S\u00c3O PAULO",
      "\u00c2ngelo",
      "GR\u00dc\u00dfE",
      "caf\u00e9 \u2013 \u00e0 la carte",
      "\u0420\u043e\u0441\u0441\u0438\u044f",
    ];
    expect(
      (await read(Buffer.from(`no,src\n${words.map((word, n) => `${n},${word}\n`).join("")}`))).notes,
    ).toBeUndefined();
  });
});

describe("Parquet", () => {
  const project = () => createLoadProject(shop(idAndSource, "p.parquet"));
  const write = async (made: ReturnType<typeof project>, select: string, change = (bytes: Buffer) => bytes) => {
    made.put("exports/p.parquet", "");
    const path = join(made.project, "exports", "p.parquet");
    await withWarehouse(":memory:", "READ_WRITE", (db) =>
      db.run(`copy (${select}) to '${path}' (format parquet, compression uncompressed)`),
    );
    writeFileSync(path, change(readFileSync(path)));
  };
  test("texts that are not marked as texts are read if they are UTF-8, else the file is in quarantine", async () => {
    const made = project();
    await write(made, "select encode('k\u00f6') as no, 'x' as src");
    await made.load();
    expect(await made.raw("select record_id from raw.mapped_people")).toEqual([{ record_id: "k\u00f6" }]);
    await write(made, "select '\\xFF\\xFE'::blob as no, 'x' as src");
    expect(await made.quarantined()).toMatch(/column no holds bytes that are not UTF-8; export it as text/);
  });
  test("a text that is not UTF-8 puts the file into quarantine", async () => {
    const made = project();
    await write(made, "select '1' as no, 'QQQQQQQQ' as src", (bytes) =>
      Buffer.from(bytes.toString("latin1").replaceAll("QQQQQQQQ", "\xff\xfe\xff\xfe\xff\xfe\xff\xfe"), "latin1"),
    );
    expect(await made.quarantined()).toMatch(/bytes that are not UTF-8; export it with UTF-8 texts/);
  });
  test("decimals that no exact type can hold put the file into quarantine", async () => {
    const made = project();
    // A precision of 38 in the file's schema becomes one of 60.
    await write(made, "select '1' as no, 1.5::decimal(38, 2) as src", widenDecimals);
    expect(await made.quarantined()).toMatch(/column src has decimals of 60 digits/);
  });
});

/** Thrift compact: a field header 0x15 and the zigzag of the precision. */
function widenDecimals(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  for (let at = 0; at < changed.length - 1; at++) {
    if (changed[at] === 0x15 && changed[at + 1] === 76) changed[at + 1] = 120;
  }
  return changed;
}

describe("an id that several records of one file have", () => {
  const contradiction = "ids that several records of one file have, with different values";
  test("the last record counts, the others are counted as copies, and different values are told with their line", async () => {
    const { at, load } = await loaded("no,src\n1,a\n2,b\n1,c\n3,d\n3,d\n1,a\n");
    expect(load).toMatchObject({ parsed: 6, loaded: 3, deduplicated: 3 });
    expect(load.file_notes).toMatchObject([{ code: contradiction, column: "record_id", records: 1 }]);
    expect(load.file_notes?.[0]?.remedy).toMatch(/line 2/);
    expect(await at.raw("select source from raw.mapped_people order by record_id")).toMatchObject([
      { source: "a" },
      { source: "b" },
      { source: "d" },
    ]);
  });

  test("in an export the change date decides, and only what it leaves open is told", async () => {
    const at = createLoadProject();
    const header = "Id,Status,SystemModstamp\n";
    at.put("exports/crm/Lead.csv", `${header}1,Old,2026-01-01T00:00:00Z\n1,New,2026-01-02T00:00:00Z\n2,A,\n2,B,\n`);
    const [load] = await at.load();
    expect(load).toMatchObject({
      parsed: 4,
      loaded: 3,
      deduplicated: 1,
      file_notes: [{ code: contradiction, column: "Id", records: 1 }],
    });
    expect(await at.raw(`select "Status" from raw.salesforce_leads order by "Id"`)).toEqual([
      { Status: "New" },
      { Status: "B" },
    ]);
  });

  test("activities have no id of their own, so they all count", async () => {
    const at = createLoadProject([
      {
        name: "shop",
        system: "mapped",
        path: "exports",
        entities: {
          stage_events: { file: "e.csv", columns: { record_id: "no", occurred_at: "at" }, constants: { stage: "mql" } },
        },
      },
    ]);
    at.put("exports/e.csv", "no,at,note\n1,2026-01-01,a\n1,2026-01-02,b\n");
    expect(await at.load()).toMatchObject([{ loaded: 2, deduplicated: 0 }]);
  });
});

describe("of a file of twenty records or more, more than a tenth must not be rejected", () => {
  const header = "Id,Employees\n";
  const content = (good: number, bad: number) =>
    header + rows(0, good, (n) => `${n},1`) + rows(good, good + bad, (n) => `${n},x`);
  const outcome = async (text: string, more: object = {}) => {
    const at = createLoadProject([{ ...crmSource, ...more }]);
    at.put("exports/crm/Lead.csv", text);
    const { code } = await at.loadWithEvents();
    return code;
  };
  test.each([
    ["half of 30", content(15, 15), {}, 3],
    ["a tenth of 30", content(27, 3), {}, 0],
    ["a little more than a tenth of 30", content(26, 4), {}, 3],
    ["half of 18", content(9, 9), {}, 0],
    ["half of 30, which the configuration allows by its share", content(15, 15), { reject_budget: { share: 0.6 } }, 0],
    ["half of 30, which the configuration allows by a number", content(15, 15), { reject_budget: { rows: 15 } }, 0],
    [
      "swallowed rows, each of which was a record",
      `${header}${rows(0, 20, (n) => `${n},1`)}20,"1\n${rows(21, 30, (n) => `${n},1`)}30,1"\n`,
      {},
      3,
    ],
    [
      "the footer of a report, which is no record",
      `${header}${rows(0, 25, (n) => `${n},1`)}\n"Total"\n"Report"\n"Copyright"\n"Confidential"\n`,
      {},
      0,
    ],
  ])("%s", async (_, text, more, code) => {
    expect(await outcome(text, more)).toBe(code);
  });
});
