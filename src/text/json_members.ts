/** The members of a JSON object by key; null for null. */
export type JsonMembers = Map<string, string | null>;

/**
 * The top-level members of a JSON object, values as text: numbers as they are written, because JSON.parse would round
 * an id above 2^53; text unescaped; null as null; lists and objects as JSON. Undefined if the line is not an object or
 * repeats a key. The keys of lists and objects are added to `nested`.
 */
export function parseJsonMembers(line: string, nested?: Set<string>): JsonMembers | undefined {
  if (!isObject(line)) return undefined;
  const members: JsonMembers = new Map();
  let at = line.indexOf("{") + 1;
  while (true) {
    at = skipBlanks(line, at);
    if (line[at] === "}") return members;
    if (line[at] === ",") at = skipBlanks(line, at + 1);
    const keyEnd = skipString(line, at);
    const key = JSON.parse(line.slice(at, keyEnd)) as string;
    const from = skipBlanks(line, line.indexOf(":", keyEnd) + 1);
    at = skipValue(line, from);
    if (members.has(key)) return undefined;
    members.set(key, memberText(line.slice(from, at).trimEnd()));
    if (line[from] === "{" || line[from] === "[") nested?.add(key);
  }
}

/** An element of a JSON list: its offset in the text of the list, and its own text. */
interface JsonElement {
  readonly at: number;
  readonly text: string;
}

/** The elements of a list that is sound JSON. */
export function splitJsonList(list: string): JsonElement[] {
  const elements: JsonElement[] = [];
  let at = skipBlanks(list, list.indexOf("[") + 1);
  while (list[at] !== "]") {
    const end = skipValue(list, at);
    elements.push({ at, text: list.slice(at, end).trimEnd() });
    at = skipBlanks(list, list[end] === "," ? end + 1 : end);
  }
  return elements;
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function memberText(value: string): string | null {
  if (value === "null") return null;
  return value.startsWith('"') ? (JSON.parse(value) as string) : value;
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (" \t\r\n".includes(line[at] ?? "x")) at++;
  return at;
}

function skipString(line: string, from: number): number {
  let at = from + 1;
  while (line[at] !== '"') at += line[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** Counts brackets and does not recurse, so that deep nesting cannot end the process. */
function skipValue(line: string, from: number): number {
  let depth = 0;
  let at = from;
  while (true) {
    const sign = line[at];
    if (depth === 0 && (sign === "," || sign === "}" || sign === "]")) return at;
    if (sign === "{" || sign === "[") depth++;
    if (sign === "}" || sign === "]") depth--;
    at = sign === '"' ? skipString(line, at) : at + 1;
  }
}
