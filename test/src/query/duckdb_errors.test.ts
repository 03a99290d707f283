import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { describeBug } from "../../../src/base/bugs.js";
import { withoutQuotedValues } from "../../../src/base/duckdb_message.js";
import { publicMessageOf, safeMessageOf, UserError } from "../../../src/base/errors.js";
import { withReader } from "../../../src/query/sealed_reader.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { askRows } from "./query_warehouse.js";

/** Values of a person: none of them may stand in an error. */
const canaries = /canary|secret|777123|9007199254740|99999999\.99|16\.9\.1815/i;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "query-"));
  await withWarehouse(join(folder, "warehouse.duckdb"), "READ_WRITE", async (warehouse) => {
    await warehouse.run(`create schema marts; create table marts.people as select 'canary.ada@secret.example' as email,
      777123 as n, 9007199254740991 as big, 99999999.99::decimal(10, 2) as price, 1e300::double as huge,
      '{"canary": 777123' as json_text, '[canary' as pattern, '16.9.1815' as day_text, date '2026-01-02' as day, [1, 2] as list`);
  });
  return () => rmSync(folder, { recursive: true });
});
/** The errors of queries, or of expressions about the person, on one connection. */
const failures = (...asked: string[]): Promise<(UserError | undefined)[]> =>
  withReader(join(folder, "warehouse.duckdb"), async (reader) => {
    const errors: (UserError | undefined)[] = [];
    for (const one of asked) {
      const query = one.startsWith("select") ? one : `select ${one} as asked from marts.people`;
      errors.push(
        await askRows(reader, query).then(
          () => undefined,
          (error) => error,
        ),
      );
    }
    return errors;
  });
const failure = async (asked: string) => (await failures(asked))[0];

const expressions =
  `email::integer; email::date; email::timestamp; email::timestamptz; email::time; email::boolean; email::interval; email::uuid;
  email::decimal(5, 2); email::hugeint; email::double; email::integer[]; email::struct(a integer); email::map(varchar, integer);
  email::json; email::bit; email::bignum; email::enum('a', 'b'); email::variant::integer; row(email)::row(a integer);
  list_transform([email], lambda part: part::integer); bin(email)::integer;
  n::tinyint; big::integer; huge::float; huge::decimal(5, 2); price::decimal(5, 2); email = n; to_years(big);
  n * 99999999 * n::integer; big * big; big + 9223372036854775807; -big - 9223372036854775807; chr(-n);
  price * price * price * 999999999.99; (-n) << 3; get_bit('0110'::bit, n); factorial(n);
  make_date(n, n, n); make_time(n, n, n); make_timestamp(n, n, n, n, n, n); day + n * 999999::integer;
  strptime(email, '%Y-%m-%d'); strptime(day_text, ['%Y', '%m']); date_part(email, day); date_trunc(email, day); date_diff(email, day, day);
  timezone(email, timestamp '2026-01-01'); day + email::interval;
  json_text::json; json_extract(json_text, '$.a'); json_text->>'a'; json_keys(email); json_extract('{}', '$' || email);
  json_transform_strict('{"a":"' || email || '"}', '{"a":"INTEGER"}');
  json_deserialize_sql('{"error":true,"error_type":"parser","error_message":"' || email || '"}');
  json_deserialize_sql('{"error":false,"statements":[{"node":{"type":"' || email || '"}}]}');
  regexp_matches('a', pattern); regexp_replace('a', '(' || email, ''); regexp_extract_all(email, '(' || email); regexp_matches('a', ')' || email);
  from_base64(email); format('{' || email || '}', n); printf('%' || email, n); list[email::integer];
  error(email); error('the address ' || email); bitstring_agg(n, 1, 2);
  parse_duckdb_log_message('HTTP', email); md5(email)::integer; translate(email, 'a', 'b')::integer; email::timestamp_ns`
    .split(/;\s+/)
    .map((expression) => expression.trim());

test("no error quotes a person, whatever function fails on the value", async () => {
  for (const [at, error] of (await failures(...expressions)).entries()) {
    expect(error, expressions[at]).toBeInstanceOf(UserError);
    expect(error, expressions[at]).toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/^[A-Z][A-Za-z ]* Error: \S/),
    });
    expect(error!.message.replace(/\nLINE 1: .*/, ""), expressions[at]).not.toMatch(canaries);
  }
});

test("an error keeps its kind, the type, the column and the place, and says what to do", async () => {
  expect(
    (await failure("email::integer"))!.message,
  ).toBe(`Conversion Error: Could not convert string '…' to INT32 when casting from source column email

LINE 1: select email::integer as asked from marts.people
                    ^
Use try_cast to get null for a value that does not fit.`);
  expect((await failure("big * big"))!.message).toBe("Out of Range Error: Overflow in multiplication of INT64 (…)!");
  expect((await failure("strptime(day_text, '%d.%Y')"))!.message).toBe(
    'Invalid Input Error: Could not parse string "…" according to format specifier "%d.%Y"',
  );
  expect((await failure("error(email)"))!.message).toBe(
    "Invalid Input Error: a value of a row does not fit. The value is not shown, because it can be personal.",
  );
});

test("what stands in the query itself may be quoted", async () => {
  expect((await failure("error('no such stage')"))!.message).toBe("Invalid Input Error: no such stage");
  expect((await failure("error('stage: found ' || 'foo' || ', expected mql')"))!.message).toBe(
    "Invalid Input Error: stage: found foo, expected mql",
  );
  expect((await failure("error('stage: found ' || email || ', expected mql')"))!.message).not.toMatch(canaries);
  expect((await failure("'2026-02-30'::date"))!.message).toContain('out of range: "2026-02-30"');
  expect((await failure("case when n > 1 then 'x' end::integer"))!.message).toContain(
    "Could not convert string 'x' to",
  );
  expect((await failure("select prize from marts.people"))!.message).toContain('Referenced column "prize" not found');
});

test("a value that looks like the place in a query is not taken for one", async () => {
  const forged = "error('x' || chr(10) || chr(10) || 'LINE 1: ' || email || chr(10) || '   ^')";
  expect((await failure(forged))!.message).not.toMatch(canaries);
});

test("whatever the sentence, a value is not in it", () => {
  const word = fc.string({ minLength: 4, maxLength: 40 }).filter((text) => /\S{4}/.test(text));
  const sentences = [
    (value: string) => `Conversion Error: Could not convert string '${value}' to INT32`,
    (value: string) => `Conversion Error: Malformed JSON at byte 0 of input: unexpected character.  Input: "${value}"`,
    (value: string) => `Invalid Input Error: ${value}`,
    (value: string) => `Constraint Error: Duplicate key "email: ${value}" violates primary key constraint.`,
    (value: string) => `Parser Error: a sentence of a later version about ${value}\n\nLINE 1: ${value}\n  ^`,
    (value: string) => `Some New Error: ${value}`,
  ];
  const own = sentences.map((sentence) => withoutQuotedValues(sentence("…"))).join();
  fc.assert(
    fc.property(word, fc.constantFrom(...sentences), (value, sentence) => {
      fc.pre(!own.includes(value) && !value.split(/\s+/).every((part) => own.includes(part)));
      expect(withoutQuotedValues(sentence(value))).not.toContain(value);
    }),
  );
});

test("a bug of ours keeps its place in the code, but not the values in DuckDB's message; a full disk is still told", () => {
  const bug = new Error(
    `Constraint Error: Duplicate key "email: canary@secret.example" violates primary key constraint.`,
  );
  expect(describeBug(bug)).toMatch(
    /^this is a bug, please report it: Constraint Error: Duplicate key "…" violates primary key constraint\.\n {4}at /,
  );
  expect(describeBug(bug)).not.toMatch(canaries);
  // A bug of JavaScript may quote what it reads, e.g. a line of JSON.
  expect(describeBug(new SyntaxError(`Unexpected token in "canary@secret.example"`))).not.toMatch(canaries);
  const full = new Error(`FATAL Error: Failed to append 'canary': No space left on device`);
  expect([publicMessageOf(full), safeMessageOf(full)]).toEqual(Array(2).fill("FATAL Error: No space left on device"));
});
