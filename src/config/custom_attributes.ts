/** An attribute of people that the team's own fields give. */
export interface CustomAttribute {
  readonly attribute: string;
  /** Whether its values are lists, their elements separated by `;`. */
  readonly isList: boolean;
}

/** The headers and constants that feed the columns of one file. */
interface FeedColumns {
  readonly columns: Readonly<Record<string, string>>;
  readonly constants: Readonly<Record<string, string>>;
}

/** What of a source declares custom attributes. */
interface Declaring {
  readonly custom: Readonly<Record<string, string>>;
  readonly entities?: { readonly people?: readonly FeedColumns[] | undefined } | undefined;
}

const listMark = "[]";
/** In a mapped source, before the names of attributes. */
const attributePrefix = "attributes.";
/** A name as closedloop.yaml may write it. */
export const attributeNamePattern = /^[^[\]]+(\[\])?$/;

/** What closedloop.yaml writes as `tools`, or as `tools[]` where its values are lists. */
export const parseCustomAttribute = (written: string): CustomAttribute =>
  written.endsWith(listMark)
    ? { attribute: written.slice(0, -listMark.length), isList: true }
    : { attribute: written, isList: false };

/** Every attribute that a source declares, under `custom` or as `attributes.*` of its people; one of several may stand twice. */
export const listCustomAttributes = ({ sources }: { readonly sources: readonly Declaring[] }): CustomAttribute[] =>
  sources
    .flatMap(({ custom, entities }) => [...Object.values(custom), ...listMappedAttributes(entities)])
    .map(parseCustomAttribute);

const listMappedAttributes = (entities: Declaring["entities"]): string[] =>
  (entities?.people ?? [])
    .flatMap(({ columns, constants }) => [...Object.keys(columns), ...Object.keys(constants)])
    .filter((column) => column.startsWith(attributePrefix))
    .map((column) => column.slice(attributePrefix.length));

/** The feed as its files are loaded: that an attribute is a list changes how it is read, not what is kept. */
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
