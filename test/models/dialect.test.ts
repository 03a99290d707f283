/**
 * What only DuckDB spells stands in `src/table/dialect.ts`, behind a helper with a name, or in the list below. Another
 * engine would need its own dialect file, and another spelling of everything in this list. The loader is not meant: it
 * reads files with DuckDB.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { typeScriptFilesIn } from "../support/imports.js";
import { bareSql, templateTexts } from "../support/sql_text.js";

/** Functions that PostgreSQL, Snowflake and BigQuery spell alike. */
const common = new Set(
  `abs coalesce count dense_rank extract floor greatest grouping lag last_value lead least left length lower max min nullif
  replace round row_number sqrt sum trim upper`.split(/\s+/),
);

/** Syntax beyond standard SQL, by the name that the list below uses. */
const syntax: Readonly<Record<string, RegExp>> = {
  qualify: /\bqualify\b/,
  "asof join": /\basof\b/,
  "semi join": /\bsemi join\b/,
  "anti join": /\banti join\b/,
  "group by all": /\bgroup by all\b/,
  "order by all": /\border by all\b/,
  "union by name": /\bby name\b/,
  "select * exclude": /\*\s*exclude\b/,
  "select * replace": /\*\s*replace\b/,
  "from without select": /(?:^|\(|\bas|\ball(?: by name)?)\s*from \w/,
  "distinct on": /\bdistinct on\b/,
  "using key": /\busing key\b/,
  "not materialized": /\bmaterialized\b/,
  "positional join": /\bpositional join\b/,
  pivot: /\b(?:un)?pivot\b/,
  lambda: /\blambda\b|->/,
  "list comprehension": /\bfor \w+ in \[/,
  "list literal": /(?<![\w\])])\[/,
  "list index": /[\w\])]\[/,
  "struct literal": /\{\s*\w+:/,
  "named argument": /:=/,
  "integer division": /[\w)]\s*\/\/\s*[\w(]/,
  cast: /::/,
  "interval without quotes": /\binterval \d/,
  glob: /\bglob\b/,
  ilike: /\bilike\b/,
};

/** What models, saved queries, reconcile and explain spell as only DuckDB does, and why a helper would not be better. */
const allowed: readonly { readonly spelt: string; readonly because: string }[] = [
  {
    spelt: "qualify, asof join, semi join, anti join, pivot, using key, not materialized",
    because: "The form of a query: a helper would hide how its tables are joined. Others need a subquery instead.",
  },
  {
    spelt: "group by all, union by name, select * exclude, select * replace, from without select",
    because: "Shorthand for a list of columns or for `select *`. Others need the list.",
  },
  {
    spelt:
      "cast, try_cast, interval without quotes, list literal, list index, struct literal, list comprehension, lambda, named argument",
    because:
      "Notation that is easier to read than a helper. Others write cast(x as t), interval '1 day', array[...], row(...).",
  },
  {
    spelt: "arg_max, arg_min, any_value, bool_and, bool_or, count_if, string_agg, list, median, quantile_cont",
    because:
      "Aggregates that say what they do. Others have them under other names, e.g. max_by, logical_or, array_agg.",
  },
  {
    spelt: `unnest, list_contains, list_distinct, list_filter, list_first, list_position, list_transform`,
    because: "Lists of values within one row; each use is one line.",
  },
  {
    spelt: `concat_ws, contains, starts_with, ends_with, split_part, string_split, substr, strpos, lpad, format, ilike`,
    because: "Functions of text that say what they do. Others have most of them under the same name.",
  },
  {
    spelt: "regexp_extract_all, regexp_full_match, regexp_matches, regexp_replace, nfc_normalize",
    because:
      "Patterns of one export, or of what a user types. What several models compare has a helper, e.g. comparisonKey.",
  },
  {
    spelt: "json_extract, json_extract_string, json_type, json_valid, to_json, try",
    because: "Marketo's attributes are JSON, and `closedloop doctor` is given rows as JSON.",
  },
  {
    spelt:
      "date_trunc, month, strftime, try_strptime, epoch, epoch_us, to_days, to_hours, to_months, to_microseconds, timezone",
    because: "Parts and lengths of time. What depends on the time zone has a helper, e.g. dayIn.",
  },
  {
    spelt: "pow, row, ceil, error",
    because: "Points that decay, keys of several columns, and a stop if a definition outgrows the SQL of a model.",
  },
];

/** Names with a list of columns behind them: they look like calls of functions. */
const aliases = /\bas (\w+)\(|\b(\w+)\([^()]*\)\s+using key/g;

/** Functions that kysely is given by name: `fn<string>("trim", ...)`. */
const namedFunctions = (source: string) =>
  [...source.matchAll(/\bfn(?:\.agg)?(?:<[^>]*>)?\("(\w+)"/g)].map(([, name]) => `${name}()`);

function duckdbSpellings(text: string): string[] {
  const sql = bareSql(text);
  const named = new Set([...sql.matchAll(aliases)].map(([, first, second]) => first ?? second!));
  const functions = [...sql.matchAll(/\b([a-z_]\w*)\(/g)].map(([, name]) => name!);
  return [
    ...functions.filter((name) => !common.has(name) && !named.has(name)),
    ...Object.keys(syntax).filter((name) => syntax[name]!.test(sql)),
  ];
}

const sources = typeScriptFilesIn("models", "src/reconcile", "src/explain");
const texts = [
  ...sources.flatMap((file) => {
    const source = readFileSync(file, "utf8");
    return [...templateTexts(source), ...namedFunctions(source)].map((text) => ({ file, text }));
  }),
  ...readdirSync("queries").map((name) => ({ file: name, text: readFileSync(`queries/${name}`, "utf8") })),
];
const listed = allowed.flatMap(({ spelt }) => spelt.split(", "));

test("what only DuckDB spells is behind a helper of the dialect, or is in the list with a reason", () => {
  const found = texts.flatMap(({ file, text }) => duckdbSpellings(text).map((spelt) => `${file}: ${spelt}`));
  expect(found.filter((one) => !listed.includes(one.split(": ")[1]!))).toEqual([]);
});

test("the list has nothing that is no longer used, and nothing twice", () => {
  const used = new Set(texts.flatMap(({ text }) => duckdbSpellings(text)));
  expect(listed.filter((spelt, at) => !used.has(spelt) || listed.indexOf(spelt) < at)).toEqual([]);
});

test("SQL is found in templates within templates, without comments, texts and TypeScript", () => {
  const source = `
    // sql\`commented(1)\`
    const pattern = /\`/;
    const query = sql\`select first(a), 'quoted(1)' -- noted(1)
      from \${names.map((name) => sql\`second(\${name})\`)} where third(b::text) \`;`;
  expect(templateTexts(source).flatMap(duckdbSpellings)).toEqual(["second", "first", "third", "cast"]);
});
