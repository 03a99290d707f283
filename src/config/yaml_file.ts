import { type Document, LineCounter, parseDocument, visit, type YAMLError } from "yaml";
import type { z } from "zod";
import { UserError } from "../base/errors.js";
import { type Environment, retype, type Substituted, substitute } from "./environment.js";
import { type Problem, pathAt, problemsOf } from "./positions.js";
import { worded } from "./wording.js";

/** What a YAML file says, validated; throws one UserError that lists every mistake as `name:LINE:COLUMN: path: message`. */
export function validYaml<S extends z.ZodType>(
  name: string,
  text: string,
  schema: S,
  environment?: Environment,
): z.output<S> {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const repeated = doc.errors.filter(isRepetition).map((error) => twice(doc, error));
  const broken = [...doc.errors.filter((error) => !isRepetition(error)), ...doc.warnings]
    .filter(isCause)
    .map(unreadable);
  if (broken.length === 0) broken.push(...circular(doc));
  // What a broken file means is a guess: more would be said than is wrong. A key that stands twice breaks nothing.
  if (broken.length > 0) throw refused(name, lines, [...repeated, ...broken]);
  const { nodes, problems } = environment ? substitute(doc, environment) : nothing;
  const outcome = validated(doc, schema, nodes);
  const before = [...repeated, ...problems];
  if (outcome.success && before.length === 0) return outcome.data;
  const known = new Set(before.map(({ offset }) => offset));
  const found = outcome.success ? [] : outcome.error.issues.flatMap((issue) => problemsOf(doc, issue));
  throw refused(name, lines, [...before, ...found.filter(({ offset }) => !known.has(offset))]);
}

const nothing: Substituted = { nodes: new Set(), problems: [] };
const isRepetition = ({ code }: YAMLError) => code === "DUPLICATE_KEY";
/** After a first syntax error the parser stumbles over every token of the rest. */
const isCause = ({ code }: YAMLError, at: number) => at === 0 || code !== "UNEXPECTED_TOKEN";

function validated<S extends z.ZodType>(doc: Document.Parsed, schema: S, substituted: ReadonlySet<unknown>) {
  // An empty file has no keys rather than no type: what it lacks is then said by name.
  const read = () => schema.safeParse(doc.toJS() ?? {}, { error: worded });
  const first = read();
  return !first.success && retype(doc, first.error.issues, substituted) ? read() : first;
}

const twice = (doc: Document.Parsed, { pos: [offset] }: YAMLError): Problem => ({
  offset,
  path: pathAt(doc, offset),
  message: "this key stands twice; keep one of the two",
});

const unreadable = ({ pos: [offset], code, message }: YAMLError): Problem => ({
  offset,
  path: "",
  message:
    code === "MULTIPLE_DOCS"
      ? "expected one document; a second one starts here: remove it"
      : `no valid YAML: ${message}; a text with special characters, such as \${NAME} between braces, needs quotes`,
});

/** Aliases that lead nowhere, into themselves, or to more values than a configuration has. */
function circular(doc: Document.Parsed): Problem[] {
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
    const message = `no valid YAML: ${(error as Error).message}; a text that starts with * needs quotes`;
    return [{ offset, path: "", message }];
  }
}

function refused(name: string, lines: LineCounter, problems: readonly Problem[]): UserError {
  const said = [...problems]
    .sort((one, other) => one.offset - other.offset)
    .map(({ offset, path, message }) => {
      const { line, col } = lines.linePos(offset);
      return `${name}:${line}:${col}: ${path ? `${path}: ` : ""}${message}`;
    });
  return new UserError(said.join("\n"), 2);
}
