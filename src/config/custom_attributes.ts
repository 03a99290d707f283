import type { Config, SourceConfig } from "./schema.js";

/** An attribute of people that the team's own fields give. */
export interface CustomAttribute {
  readonly attribute: string;
  /** Whether its values are lists, their elements separated by `;`. */
  readonly isList: boolean;
}

const mark = "[]";
/** In a mapped source, before the names of attributes. */
export const attributePrefix = "attributes.";

/** What closedloop.yaml writes as `tools`, or as `tools[]` where its values are lists. */
export const customAttribute = (written: string): CustomAttribute =>
  written.endsWith(mark)
    ? { attribute: written.slice(0, -mark.length), isList: true }
    : { attribute: written, isList: false };

/** Every attribute that a source declares, under `custom` or as `attributes.*` of its people; one of several may stand twice. */
export const customAttributes = ({ sources }: Pick<Config, "sources">): CustomAttribute[] =>
  sources.flatMap(({ custom, entities }) => [...Object.values(custom), ...mappedNames(entities)]).map(customAttribute);

const mappedNames = (entities: SourceConfig["entities"]): string[] =>
  (entities?.people ?? [])
    .flatMap(({ columns, constants }) => [...Object.keys(columns), ...Object.keys(constants)])
    .filter((column) => column.startsWith(attributePrefix))
    .map((column) => column.slice(attributePrefix.length));
