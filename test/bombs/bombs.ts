/** Queries that need endless time, memory, disk or depth. Some are meant badly, most are mistakes that anybody can make. */

const repeated = (part: string, times: number, joint = "") => Array(times).fill(part).join(joint);
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n).join(", ");

/** The SQL of each bomb, by what it does. */
export const bombs: Readonly<Record<string, string>> = {
  "a cross join of three large tables":
    "select sum(a.range * b.range * c.range) from range(10000000) a, range(10000000) b, range(10000000) c",
  "a cross join that is sorted": "select * from range(1000000) a, range(1000000) b order by hash(a.range + b.range)",
  "all rows of a cross join": "from range(1000000) a, range(1000000) b",
  "a range of 1e18 numbers": "select sum(range) from range(1000000000000000000)",
  "a range of 1e18 numbers, kept in a list": "select len(range(1000000000000000000))",
  "a list of a billion numbers": "select list(range) from range(1000000000)",
  "a text of a billion letters, four times":
    "select length(repeat('x', 1000000000) || repeat('y', 1000000000) || repeat('z', 1000000000) || repeat('w', 1000000000))",
  "a text of two billion letters": "select length(lpad('x', 2000000000, 'y')), length(rpad('x', 2000000000, 'z'))",
  "large texts in each of many rows": "select sum(length(repeat('x', 100000000 + range::integer))) from range(100000)",
  "lists of lists, flattened": "select len(flatten(list_transform(range(100000), lambda n: range(100000))))",
  "a list of a cross join, unnested twice":
    "select count(*) from (select unnest(unnest(list_transform(range(100000), lambda n: range(100000)))))",
  "an aggregate of a giant list": "select list_aggregate(range(2000000000), 'median')",
  "a recursion without an end":
    "with recursive walk as (select 1::hugeint as n union all select n + 1 from walk) select count(*) from walk",
  "a recursion that doubles its rows":
    "with recursive walk as (select 1 as n union all select n from walk, range(2)) select count(*) from walk",
  "a recursion without an end over a growing text":
    "with recursive walk as (select 'x' as t union all select t || t from walk) select max(length(t)) from walk",
  "a regular expression over a huge text": "select regexp_matches(repeat('a', 100000000), '(a|aa)*(a|b)*(.*a){20}c')",
  "a regular expression of many counts": "select regexp_matches('a', repeat('(x{1000}){1000}', 100))",
  "an edit distance of two long texts": "select levenshtein(repeat('a', 1000000), repeat('b', 1000000))",
  "all texts as one": "select length(string_agg(repeat('x', 1000), ',')) from range(100000000)",
  "a window over a cross join":
    "select max(s) from (select sum(a.range) over (partition by b.range % 7 order by hash(a.range)) as s from range(1000000) a, range(10000) b)",
  "a distinct count of a cross join":
    "select count(distinct (a.range, b.range)) from range(1000000) a, range(1000000) b",
  "a pivot of many columns": `pivot (select range % 1000 as k, range as v from range(10000)) on k in (${numbers(5000)}) using sum(v), max(v), min(v)`,
  "brackets, a hundred thousand deep": `select ${repeated("(", 100000)}1${repeated(")", 100000)}`,
  "a sum of a hundred thousand parts": `select ${repeated("1", 100000, "+")}`,
  "subqueries, ten thousand deep": `${repeated("select * from (", 10000)}select 1${repeated(")", 10000)}`,
  "conditions, a hundred thousand": `select count(*) from range(10) where ${repeated("range = 1", 70000, " or ")}`,
  "ten megabytes of SQL": `select ${repeated("'0123456789'", 800000, ", ")}`,
  "a list of a hundred thousand values": `select count(*) from range(10000000) where range in (${numbers(100000)})`,
  "JSON, a million deep": "select json_valid(repeat('[', 1000000)), json(repeat('[', 1000000) || repeat(']', 1000000))",
  "a power that does not fit": "select sum(power(range::hugeint, 30)::hugeint) from range(100000000)",
  "sums that do not fit": "select sum(range * 9223372036854775807) from range(1000000)",
  "a cast of a giant text": "select repeat('9', 500000000)::bignum * repeat('9', 500000000)::bignum",
  "a union of ten thousand parts": repeated("select 1", 10000, " union all "),
  "a join of a hundred tables": `select count(*) from ${Array.from({ length: 100 }, (_, n) => `range(100) t${n}`).join(", ")}`,
  "a summary of a cross join": "summarize (from range(1000000) a, range(1000000) b)",
  "a nested macro of texts": "select list_reduce(range(60), lambda t, n: t || t, 'x')",
};
