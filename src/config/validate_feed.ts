/** Checks of a feed that zod's types cannot express: the columns of its entity and their allowed values. */
import { stages } from "../base/lifecycle.js";
import { headerKey } from "../text/header.js";
import { activityTypes } from "./activity_types.js";
import { attributeNamePattern, parseCustomAttribute } from "./custom_attributes.js";
import { suggestSpelling } from "./spelling_suggestion.js";
import { joinWords, oneOf, type SchemaIssue } from "./zod_messages.js";

/** The columns of a canonical entity. */
export interface EntityColumns {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** At least one of these is required. */
  readonly either?: readonly string[];
  /** Columns with this prefix are the team's own. */
  readonly prefix?: string;
}

type Texts = Readonly<Record<string, string>>;

interface FeedTexts {
  readonly columns: Texts;
  readonly constants: Texts;
  readonly formats: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, Texts>>;
}

/** The allowed values of some columns: constants, and the right side of `values`, must be among them. */
const closedLists: Readonly<Record<string, readonly string[]>> = {
  activity_type: activityTypes,
  kind: ["call", "email", "meeting"],
  outcome: ["open", "won", "lost"],
  stage: stages,
};

/** All mistakes of a feed whose shape is valid. */
export const validateFeed = (feed: FeedTexts, entity: EntityColumns): SchemaIssue[] => [
  ...findUnknownColumns(feed, entity),
  ...findMissingColumns(feed, entity),
  ...findUnreadHeaders(feed),
  ...findUnknownValues(feed),
];

function findUnknownColumns(
  { columns, constants }: FeedTexts,
  { required, optional, prefix }: EntityColumns,
): SchemaIssue[] {
  const known = [...required, ...optional];
  const message = joinWords(prefix ? [...known, `${prefix}<name>`] : known);
  const isOwn = (column: string) =>
    prefix !== undefined && column.startsWith(prefix) && attributeNamePattern.test(column.slice(prefix.length));
  return Object.entries({ columns, constants }).flatMap(([section, named]): SchemaIssue[] => {
    const keys = Object.keys(named).filter((column) => !known.includes(column) && !isOwn(column));
    return keys.length > 0 ? [{ code: "unrecognized_keys", keys, input: named, message, path: [section] }] : [];
  });
}

function findMissingColumns({ columns, constants }: FeedTexts, { required, either }: EntityColumns): SchemaIssue[] {
  const has = (column: string) => Object.hasOwn(columns, column) || Object.hasOwn(constants, column);
  const missing = required.filter((column) => !has(column)).map((column) => `the column ${column}`);
  if (either && !either.some(has)) missing.push(`one of the columns ${joinWords(either)}`);
  const twice = Object.keys(constants).filter((column) => Object.hasOwn(columns, column));
  const names = [...Object.keys(columns), ...Object.keys(constants)];
  // The same name with and without the mark of a list.
  const unmarked = names.filter(
    (name) => parseCustomAttribute(name).isList && names.includes(parseCustomAttribute(name).attribute),
  );
  return [
    ...missing.map((what) =>
      customIssue(["columns"], `${what} is missing; name the header that feeds it, or a constant`),
    ),
    ...unmarked.map((name) =>
      customIssue(
        [Object.hasOwn(columns, name) ? "columns" : "constants", name],
        `is also given as ${parseCustomAttribute(name).attribute}; keep one of the two`,
      ),
    ),
    ...twice.map((column) => customIssue(["constants", column], "is also given under columns; keep one of the two")),
  ];
}

const customIssue = (path: PropertyKey[], message: string): SchemaIssue => ({ code: "custom", path, message });

const isSameHeader = (one: string, other: string) => headerKey(one) === headerKey(other);

/** A format or a list of values for a header that no column reads is a typing error: it would have no effect. */
function findUnreadHeaders({ columns, formats, values }: FeedTexts): SchemaIssue[] {
  const headers = Object.values(columns);
  return Object.entries({ formats, values }).flatMap(([section, named]) =>
    Object.keys(named)
      .filter((name) => !headers.some((header) => isSameHeader(header, name)))
      .map((name) => {
        const read = `${joinWords([...new Set(headers)])}${suggestSpelling(name, headers)}`;
        return customIssue([section, name], `\`columns\` reads no header "${name}" of the file; it reads ${read}`);
      }),
  );
}

function findUnknownValues({ columns, constants, values }: FeedTexts): SchemaIssue[] {
  const given = Object.entries(constants).map(([column, value]) => ({ path: ["constants", column], column, value }));
  for (const [column, header] of Object.entries(columns)) {
    const named = Object.entries(values).filter(([name]) => isSameHeader(name, header));
    for (const [name, meanings] of named) {
      for (const [raw, value] of Object.entries(meanings)) given.push({ path: ["values", name, raw], column, value });
    }
  }
  return given.flatMap(({ path, column, value }): SchemaIssue[] => {
    const allowed = closedLists[column];
    // A raw value may be mapped to nothing.
    if (!allowed || allowed.includes(value) || (value === "" && path[0] === "values")) return [];
    return [{ code: "invalid_value", values: [...allowed], input: value, path, message: `expected ${oneOf(allowed)}` }];
  });
}
