/** Columns of CSV and Parquet that hold the fields of a record as one JSON object, as raw tables of connectors do. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { rowsOf } from "../table/rows.js";
import { fieldOfProperties, headerKey } from "./header.js";
import { fieldKeys, type WantsMember } from "./json_records.js";
import { contradictedNote } from "./nested_notes.js";
import { jsonPointer, ownColumns, type ProjectedColumn, projectColumns } from "./project_columns.js";
import type { TextNote, TextRelation } from "./text_relation.js";

/** Makes the members of such columns columns of their own. A column that holds anything else is left as it is. */
export async function expandNestedColumns<Text extends TextRelation>(
  connection: DuckDBConnection,
  text: Text,
  wants: WantsMember,
): Promise<Text> {
  if (text.sparse) return text; // JSON is flattened as it is read.
  let expanded = text;
  for (const header of text.headers) {
    const holdsFields = fieldKeys.has(headerKey(header));
    if (holdsFields || text.nested.includes(header))
      expanded = await expandColumn(connection, expanded, { header, holdsFields }, wants);
  }
  return expanded;
}

async function expandColumn<Text extends TextRelation>(
  connection: DuckDBConnection,
  text: Text,
  { header, holdsFields }: { header: string; holdsFields: boolean },
  wants: WantsMember,
): Promise<Text> {
  const at = text.headers.indexOf(header);
  const survey = await surveyObjects(connection, text, at);
  if (!survey.areObjects) return survey.isNested ? { ...text, nested: [...text.nested, header] } : text;
  const named = (key: string) => (holdsFields ? key : `${header}.${key}`);
  const keys = survey.keys.filter((key) => holdsFields || wants(named(key)));
  const nested = text.nested.filter((name) => !holdsFields || name !== header);
  // JSON writes a line end in a text as \n.
  const withMembers = {
    ...text,
    mayHaveLineEnds: true,
    nested: [...nested, ...survey.nested.filter((key) => keys.includes(key)).map(named)],
  };
  const members = keys.map((key, nth) => ({ header: named(key), sql: `"#members"[${nth + 1}]` }));
  const own = ownColumns(text).filter(({ sql }) => !holdsFields || sql !== `c${at}` || wants(header));
  const pointers = `[${keys.map(jsonPointer).join(", ")}]::varchar[]`;
  // The first API of HubSpot writes {"value": "...", "versions": [...]}.
  const unwrapped = `list_transform(json_extract(c${at}, ${pointers}),
    lambda one: case when json_type(one) = 'OBJECT' and json_exists(one, '/value') then one ->> '/value' else one ->> '$' end)`;
  const query = `select *, ${unwrapped} as "#members" from (${text.query})`;
  const notes = await findContradictions(connection, query, own, members);
  return projectColumns({ ...withMembers, query, notes: [...text.notes, ...notes] }, [
    ...mergeColumns(own, members),
    ...members.filter((member) => !own.some(isSame(member))),
  ]);
}

/**
 * Makes one column of `properties.email` and `email`, as tools write that flatten a record twice. The record's own value counts
 * before that of its `properties`; a note counts those that differ.
 */
export async function mergeFieldColumns<Text extends TextRelation>(
  connection: DuckDBConnection,
  text: Text,
): Promise<Text> {
  const columns = ownColumns(text);
  const fields = columns.flatMap(({ header, sql }) => {
    const name = fieldOfProperties(header);
    const isTwice = name !== undefined && columns.some((one) => headerKey(one.header) === headerKey(name));
    return isTwice ? [{ header: name, sql: `nullif(${sql}, '')`, from: header }] : [];
  });
  if (fields.length === 0) return text;
  const own = columns.filter(({ header }) => !fields.some(({ from }) => from === header));
  const notes = await findContradictions(connection, text.query, own, fields);
  const nested = fields.filter(({ from }) => text.nested.includes(from)).flatMap((field) => own.filter(isSame(field)));
  const all = [...text.nested, ...nested.map(({ header }) => header)];
  return projectColumns({ ...text, nested: all, notes: [...text.notes, ...notes] }, mergeColumns(own, fields));
}

const isSame = (one: ProjectedColumn) => (two: ProjectedColumn) => headerKey(one.header) === headerKey(two.header);

/** The columns, each filled from the members of the same name where it is blank. */
const mergeColumns = (own: readonly ProjectedColumn[], members: readonly ProjectedColumn[]): ProjectedColumn[] =>
  own.map((one) => {
    const same = members.filter(isSame(one)).map(({ sql }) => sql);
    return same.length > 0 ? { ...one, sql: `coalesce(nullif(${one.sql}, ''), ${same.join(", ")})` } : one;
  });

interface ObjectSurvey {
  /** True if every value is an object. */
  readonly areObjects: boolean;
  /** True if some value is an object or a list. */
  readonly isNested: boolean;
  readonly keys: readonly string[];
  /** The keys that hold a list or an object in some record. */
  readonly nested: readonly string[];
}

async function surveyObjects(connection: DuckDBConnection, { query }: TextRelation, at: number): Promise<ObjectSurvey> {
  const values = `(select c${at} as text from (${query}) where trim(c${at}) <> '')`;
  const [kinds] = await rowsOf<{ objects: bigint; nested: bigint; total: bigint }>(
    connection,
    `select count(*) filter (where case when json_valid(text) then json_type(text) = 'OBJECT' end) as objects,
      count(*) filter (where case when json_valid(text) then json_type(text) in ('OBJECT', 'ARRAY') end) as nested,
      count(*) as total from ${values}`,
  );
  const { objects, nested, total } = kinds!;
  const areObjects = total > 0n && objects === total;
  if (!areObjects) return { areObjects, isNested: nested > 0n, keys: [], nested: [] };
  const found = await rowsOf<{ key: string; is_nested: boolean }>(
    connection,
    `select key, bool_or(json_type(one) = 'ARRAY' or (json_type(one) = 'OBJECT' and not json_exists(one, '/value'))) as is_nested
    from (select key, json_extract(text, '/' || replace(replace(key, '~', '~0'), '/', '~1')) as one
      from (select text, unnest(json_keys(text)) as key from ${values}))
    group by key order by key`,
  );
  return {
    areObjects,
    isNested: true,
    keys: found.map(({ key }) => key),
    nested: found.filter(({ is_nested }) => is_nested).map(({ key }) => key),
  };
}

/** Counts the records whose own value differs from that in the object. */
async function findContradictions(
  connection: DuckDBConnection,
  query: string,
  own: readonly ProjectedColumn[],
  members: readonly ProjectedColumn[],
): Promise<TextNote[]> {
  const twice = own.flatMap((one) => {
    const differs = members.filter(isSame(one)).map(({ sql }) => `nullif(${one.sql}, '') <> ${sql}`);
    return differs.length > 0 ? [{ header: one.header, differs: differs.join(" or ") }] : [];
  });
  if (twice.length === 0) return [];
  const counts = twice.map(({ differs }, at) => `count(*) filter (where ${differs}) as n${at}`);
  const [found] = await rowsOf<Record<string, bigint>>(connection, `select ${counts.join(", ")} from (${query})`);
  return twice.flatMap(({ header }, at) => {
    const records = Number(found?.[`n${at}`] ?? 0n);
    return records > 0 ? [contradictedNote(header, records)] : [];
  });
}
