import type { z } from "zod";

/**
 * The keys that a schema accepts, as paths: `mql.source`. Keys of a list's entries stand below the list:
 * `recency.within_days`. Of a union they are the keys of all alternatives; keys that the user chooses are left out.
 */
export const keysOf = (schema: z.ZodType): string[] => [...new Set(leavesOf(schema, []))].sort();

// What a schema is made of depends on its kind, and zod types only the kinds.
function leavesOf(schema: any, path: readonly string[]): string[] {
  const { type, innerType, element, options, out, shape } = schema.def;
  if (type === "object") return Object.entries(shape).flatMap(([key, value]) => leavesOf(value, [...path, key]));
  if (innerType) return leavesOf(innerType, path);
  if (element) return leavesOf(element, path);
  if (options) return options.flatMap((option: unknown) => leavesOf(option, path));
  // Of a `preprocess` what comes out.
  if (out) return leavesOf(out, path);
  return path.length > 0 ? [path.join(".")] : [];
}
