/** Messages for zod issues: what was expected, in words for people who edit YAML. */
import type { core, z } from "zod";

/** A mistake in the form that `addIssue` of a zod refinement expects. */
export type SchemaIssue = Exclude<Parameters<z.core.$RefinementCtx["addIssue"]>[0], string>;

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "keys and values",
  record: "keys and values",
};

/** The `error` map of a parse; a schema's own message takes precedence. For unknown keys it returns the known ones, which `locateIssue` needs. */
export function zodMessage(issue: core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${typeNames[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `expected ${oneOf(issue.values.map(String))}`;
    case "invalid_union":
      return `expected ${oneOf(((issue.options ?? []) as readonly unknown[]).map(String))}`;
    case "too_small":
      return `expected ${minimumPhrases[issue.origin]?.(Number(issue.minimum), issue.inclusive ?? false)}`;
    case "too_big":
      return `expected a number ${issue.inclusive ? "of at most" : "below"} ${issue.maximum}`;
    case "unrecognized_keys":
      return joinWords(schemaKeys(issue.inst));
    default:
      return undefined;
  }
}

const numberPhrase = (minimum: number, inclusive: boolean) =>
  `a number ${inclusive ? "of at least" : "above"} ${minimum}`;
const minimumPhrases: Readonly<Record<string, (minimum: number, inclusive: boolean) => string>> = {
  number: numberPhrase,
  int: numberPhrase,
  string: () => "text that is not empty",
  array: (minimum) => `a list of at least ${minimum}`,
};

const separator = ", ";
export const joinWords = (words: readonly string[]): string => words.join(separator);
/** Splits a text that `joinWords` made. */
export const splitWords = (text: string): string[] => (text === "" ? [] : text.split(separator));
export const oneOf = (values: readonly string[]): string =>
  values.length === 1 ? `${values[0]}` : `one of ${joinWords(values)}`;

const schemaKeys = (schema: core.$ZodRawIssue["inst"]): string[] => {
  const definition: object = schema?._zod.def ?? {};
  return "shape" in definition ? Object.keys(definition.shape as object) : [];
};
