/** Finds the place in a YAML file that a zod issue is about. */
import { type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode, visit } from "yaml";
import type { core } from "zod";
import { suggestSpelling } from "./spelling_suggestion.js";
import { joinWords, splitWords } from "./zod_messages.js";

/** One mistake in a file, at the offset of the wrong key or value. */
export interface YamlProblem {
  readonly offset: number;
  /** Keys and list indices, e.g. `sources[0].path`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

/** The node at a path, or the nearest that the file has. */
interface YamlPosition {
  readonly node: ParsedNode | null;
  /** Offset of the node, or of its key if it has no value. */
  readonly offset: number;
  readonly path: string;
  /** True if the file has no such key; `node` is then its nearest parent. */
  readonly isMissing: boolean;
}

/** Follows keys and indices, through aliases. An index into something that is not a list is skipped: one entry may be given instead of a list. */
export function findPosition(doc: Document.Parsed, path: readonly PropertyKey[]): YamlPosition {
  let node: ParsedNode | null = resolveAlias(doc, doc.contents);
  let offset = node?.range[0] ?? 0;
  const steps: PropertyKey[] = [];
  for (const step of path) {
    if (typeof step === "number" && !isSeq(node)) continue;
    steps.push(step);
    const pair = isMap(node) ? node.items.findLast(({ key }) => isScalar(key) && key.value === step) : undefined;
    const item = isSeq(node) ? node.items[Number(step)] : undefined;
    if (!pair && !item) return { node, offset, path: formatPath(steps), isMissing: true };
    node = resolveAlias(doc, (pair ? pair.value : item) as ParsedNode | null);
    offset = node?.range[0] ?? (pair?.key as ParsedNode | undefined)?.range[0] ?? offset;
  }
  return { node, offset, path: formatPath(steps), isMissing: false };
}

const resolveAlias = (doc: Document.Parsed, node: ParsedNode | null): ParsedNode | null =>
  isAlias(node) ? ((node.resolve(doc) as ParsedNode | undefined) ?? null) : node;

const formatPath = (steps: readonly PropertyKey[]): string =>
  steps.map((step, at) => (typeof step === "number" ? `[${step}]` : `${at > 0 ? "." : ""}${String(step)}`)).join("");

/** The path of the key or entry that starts at an offset; empty if there is none. */
export function findPathAt(doc: Document.Parsed, offset: number): string {
  let path = "";
  visit(doc, {
    Node(_, node, ancestors) {
      if ((node as ParsedNode).range?.[0] !== offset || isMap(node)) return undefined;
      path = formatPath(pathSteps(node, ancestors));
      return visit.BREAK;
    },
  });
  return path;
}

function pathSteps(node: unknown, ancestors: readonly unknown[]): PropertyKey[] {
  const line = [...ancestors, node];
  return line.flatMap((parent, at): PropertyKey[] => {
    const child = line[at + 1];
    if (isSeq(parent)) return [parent.items.indexOf(child)];
    const isPair = typeof parent === "object" && parent !== null && "key" in parent;
    return isPair && isScalar(parent.key) ? [String(parent.key.value)] : [];
  });
}

/** A zod issue as mistakes in the file: one for each unknown key, otherwise one. */
export function locateIssue(doc: Document.Parsed, issue: core.$ZodIssue): YamlProblem[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKeyProblem(doc, issue, key));
  const { node, offset, path, isMissing } = findPosition(doc, issue.path);
  if (isMissing) return [{ offset, path, message: `missing; ${issue.message}` }];
  if (!issue.message.startsWith("expected ")) return [{ offset, path, message: issue.message }];
  const message = `${issue.message}; found ${describeNode(node)}${suggestRemedy(issue, node)}`;
  return [{ offset, path, message }];
}

/** What to do about it, if that is clear. */
function suggestRemedy(issue: core.$ZodIssue, node: ParsedNode | null): string {
  if (isMap(node) || isSeq(node)) return "";
  if (!isScalar(node) || node.value === null) return "; fill it in or leave it out";
  if (issue.code === "invalid_value") return suggestSpelling(String(node.value), issue.values.map(String));
  const isUnquoted = issue.code === "invalid_type" && issue.expected === "string";
  return isUnquoted ? "; put it in quotes" : "";
}

function unknownKeyProblem(doc: Document.Parsed, issue: core.$ZodIssue, key: string): YamlProblem {
  const { node, offset, path } = findPosition(doc, issue.path);
  const pair = isMap(node) ? node.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  const known = splitWords(issue.message);
  return {
    offset: (pair?.key as ParsedNode | undefined)?.range[0] ?? offset,
    path: path ? `${path}.${key}` : key,
    message: `unknown key; the keys known here are ${joinWords(known)}${suggestSpelling(key, known)}`,
  };
}

/** The value found, for a message. A value from the environment may be a secret: only its `${NAME}` is shown. */
function describeNode(node: ParsedNode | null): string {
  if (isMap(node)) return "keys and values";
  if (isSeq(node)) return node.items.length === 0 ? "an empty list" : "a list";
  if (!isScalar(node) || node.value === null) return "nothing";
  if (typeof node.value !== "string") return node.source ?? String(node.value);
  const text = node.source?.includes("${") ? node.source : node.value;
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
