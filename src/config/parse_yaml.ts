import { type Document, LineCounter, parseDocument, visit, type YAMLError } from "yaml";
import type { z } from "zod";
import { UserError } from "../base/errors.js";
import {
  type Environment,
  retypeSubstituted,
  type Substitution,
  substituteVariables,
} from "./environment_variables.js";
import { findPathAt, findPosition, locateIssue, type YamlProblem } from "./yaml_positions.js";
import { zodMessage } from "./zod_messages.js";

/** Parses and validates a YAML text; throws one UserError (exit 2) that lists every mistake as `name:LINE:COLUMN: path: message`. Values with variables at paths of `isUnused` count as left out. */
export function parseValidYaml<S extends z.ZodType>(
  name: string,
  text: string,
  schema: S,
  environment?: Environment,
  isUnused?: (path: string) => boolean,
): z.output<S> {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const repeated = doc.errors.filter(isDuplicateKey).map((error) => duplicateKeyProblem(doc, error));
  const broken = [...doc.errors.filter((error) => !isDuplicateKey(error)), ...doc.warnings]
    .filter(isFirstCause)
    .map(syntaxProblem);
  if (broken.length === 0) broken.push(...findAliasProblems(doc));
  // A broken file can only be guessed at, so its values are not checked. A repeated key breaks nothing.
  if (broken.length > 0) throw createYamlError(name, lines, [...repeated, ...broken]);
  const { nodes, problems } = environment ? substituteVariables(doc, environment, isUnused) : noSubstitution;
  const outcome = validateDocument(doc, schema, nodes);
  const before = [...repeated, ...problems];
  if (outcome.success && before.length === 0) return outcome.data;
  const known = new Set(before.map(({ offset }) => offset));
  const found = outcome.success ? [] : outcome.error.issues.flatMap((issue) => locateIssue(doc, issue));
  throw createYamlError(name, lines, [...before, ...found.filter(({ offset }) => !known.has(offset))]);
}

/** A mistake in a valid file that its schema cannot see. */
export interface PathProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The same error as `parseValidYaml` throws, for mistakes that only a comparison with other files or tables finds. */
export function locateProblems(name: string, text: string, problems: readonly PathProblem[]): UserError {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const located = problems.map(({ path, message }) => ({ ...findPosition(doc, path), message }));
  return createYamlError(name, lines, located);
}

const noSubstitution: Substitution = { nodes: new Set(), problems: [] };
const isDuplicateKey = ({ code }: YAMLError) => code === "DUPLICATE_KEY";
/** After the first syntax error the parser reports an unexpected token again and again. */
const isFirstCause = ({ code }: YAMLError, at: number) => at === 0 || code !== "UNEXPECTED_TOKEN";

function validateDocument<S extends z.ZodType>(doc: Document.Parsed, schema: S, substituted: ReadonlySet<unknown>) {
  // An empty file counts as one without keys, so that each missing key is named.
  const read = () => schema.safeParse(doc.toJS() ?? {}, { error: zodMessage });
  const first = read();
  return !first.success && retypeSubstituted(doc, first.error.issues, substituted) ? read() : first;
}

const duplicateKeyProblem = (doc: Document.Parsed, { pos: [offset] }: YAMLError): YamlProblem => ({
  offset,
  path: findPathAt(doc, offset),
  message: "this key appears twice; keep one of the two",
});

const syntaxProblem = ({ pos: [offset], code, message }: YAMLError): YamlProblem => ({
  offset,
  path: "",
  message:
    code === "MULTIPLE_DOCS"
      ? "expected one document; a second one starts here: remove it"
      : `not valid YAML: ${message}; a text with special characters, such as \${NAME} between braces, needs quotes`,
});

/** Aliases without an anchor, within themselves, or that expand to too many values. */
function findAliasProblems(doc: Document.Parsed): YamlProblem[] {
  try {
    doc.toJS();
    return [];
  } catch (error) {
    let offset = 0;
    visit(doc, {
      Alias(_, alias) {
        offset = alias.range?.[0] ?? 0;
        return alias.resolve(doc) ? undefined : visit.BREAK;
      },
    });
    const message = `not valid YAML: ${(error as Error).message}; a text that starts with * needs quotes`;
    return [{ offset, path: "", message }];
  }
}

function createYamlError(name: string, lines: LineCounter, problems: readonly YamlProblem[]): UserError {
  const messages = [...problems]
    .sort((one, other) => one.offset - other.offset)
    .map(({ offset, path, message }) => {
      const { line, col } = lines.linePos(offset);
      return `${name}:${line}:${col}: ${path ? `${path}: ` : ""}${message}`;
    });
  return new UserError(messages.join("\n"), 2);
}
