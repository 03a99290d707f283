/** What zod's types cannot check in `dimensions`: each must be an attribute that a source declares, under a name of its own. */
import { z } from "zod";
import { listCustomAttributes } from "./custom_attributes.js";
import { dimensions as builtInDimensions } from "./dimensions.js";
import { listAttributes } from "./scoring_rules.js";
import { suggestSpelling } from "./spelling_suggestion.js";
import { joinWords } from "./zod_messages.js";

type SchemaIssue = Exclude<Parameters<z.core.$RefinementCtx["addIssue"]>[0], string>;

const columns = z.record(z.string(), z.string()).default({});
const feed = z.object({ columns, constants: columns });
const feeds = z.union([feed.transform((one) => [one]), z.array(feed)]);

/** As much of closedloop.yaml as the check needs: it also runs where another part of the file is wrong. */
export const dimensionsInput = z.object({
  dimensions: z.array(z.string()),
  sources: z.array(z.object({ custom: columns, entities: z.object({ people: feeds.optional() }).optional() })),
});

/** A name that can be a column. */
export const dimensionName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, "expected lower-case letters, digits and _, such as product_interest");
const builtIn: readonly string[] = ["all", "recycled", ...Object.keys(builtInDimensions)];

/** Every mistake in the list of dimensions, at most one for each entry; none for a value that is not a name. */
export function validateDimensions(config: z.output<typeof dimensionsInput>): SchemaIssue[] {
  const declared = listCustomAttributes(config);
  const lists = [...listAttributes, ...declared.flatMap(({ attribute, isList }) => (isList ? [attribute] : []))];
  const names = [...new Set(declared.map(({ attribute }) => attribute))];
  const mistakeIn = (name: string, at: number): string | undefined => {
    if (!dimensionName.safeParse(name).success) return undefined;
    if (config.dimensions.indexOf(name) < at) return `"${name}" is in this list already; remove it here`;
    if (builtIn.includes(name)) return `"${name}" is a built-in dimension, which needs no entry; remove it here`;
    if (!names.includes(name)) return `no source declares the attribute "${name}"${suggestAttribute(name, names)}`;
    if (lists.includes(name)) return `the values of "${name}" are lists; a dimension needs an attribute with one value`;
    return undefined;
  };
  return config.dimensions.flatMap((input, at): SchemaIssue[] => {
    const message = mistakeIn(input, at);
    return message === undefined ? [] : [{ code: "custom", path: ["dimensions", at], input, message }];
  });
}

function suggestAttribute(name: string, names: readonly string[]): string {
  const known = names.length > 0 ? `; declared are ${joinWords(names)}` : "";
  const how = `name its field under \`custom\` of the source, or \`attributes.${name}\` in a mapped source`;
  return `${known}${suggestSpelling(name, names) || `; ${how}`}`;
}
