/** An attribute of people that comes from a field of the team's own, e.g. `persona`. */
interface CustomAttribute {
  readonly attribute: string;
  /** True if each value is a list whose elements are separated by `;`. */
  readonly isList: boolean;
}

/** The headers and constants that feed the columns of one file. */
interface FeedColumns {
  readonly columns: Readonly<Record<string, string>>;
  readonly constants: Readonly<Record<string, string>>;
}

/** The parts of a source that declare custom attributes. */
interface Declaring {
  readonly custom: Readonly<Record<string, string>>;
  readonly entities?: { readonly people?: readonly FeedColumns[] | undefined } | undefined;
}

const listMark = "[]";
/** Prefix of an attribute's name in a mapped source, e.g. `attributes.plan`. */
const attributePrefix = "attributes.";
/** An attribute's name in closedloop.yaml: `persona`, or `tools[]` for lists. */
export const attributeNamePattern = /^[^[\]]+(\[\])?$/;

/** Reads a name from closedloop.yaml: `tools[]` is the attribute `tools` with lists as values. */
export const parseCustomAttribute = (written: string): CustomAttribute =>
  written.endsWith(listMark)
    ? { attribute: written.slice(0, -listMark.length), isList: true }
    : { attribute: written, isList: false };

/** Every attribute that the sources declare, under `custom` or as `attributes.*` of people; one that two sources declare is listed twice. */
export const listCustomAttributes = ({ sources }: { readonly sources: readonly Declaring[] }): CustomAttribute[] =>
  sources
    .flatMap(({ custom, entities }) => [...Object.values(custom), ...listMappedAttributes(entities)])
    .map(parseCustomAttribute);

const listMappedAttributes = (entities: Declaring["entities"]): string[] =>
  (entities?.people ?? [])
    .flatMap(({ columns, constants }) => [...Object.keys(columns), ...Object.keys(constants)])
    .filter((column) => column.startsWith(attributePrefix))
    .map((column) => column.slice(attributePrefix.length));

/** The feed without the marks of lists: loading keeps the same text for an attribute, list or not. */
export const removeListMarks = <F extends FeedColumns>(feed: F): F => ({
  ...feed,
  columns: removeMarksFromKeys(feed.columns),
  constants: removeMarksFromKeys(feed.constants),
});

const removeMarksFromKeys = (columns: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(columns).map(([column, from]) => [
      column.startsWith(attributePrefix) ? parseCustomAttribute(column).attribute : column,
      from,
    ]),
  );
