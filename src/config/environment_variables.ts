import { type Document, isScalar, parse, type Scalar, visit } from "yaml";
import type { core } from "zod";
import { findPathAt, findPosition, type YamlProblem } from "./yaml_positions.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** The result of replacing the `${NAME}`s of a file. */
export interface Substitution {
  /** The YAML nodes whose value changed. */
  readonly nodes: ReadonlySet<unknown>;
  readonly problems: readonly YamlProblem[];
}

/**
 * Replaces each `${NAME}` in text values, but not in keys; `$${` becomes a literal `${`. Changes the document in place. A
 * value whose path `isUnused` says yes is left out instead, so that its variable need not be set.
 */
export function substituteVariables(
  doc: Document.Parsed,
  environment: Environment,
  isUnused: (path: string) => boolean = () => false,
): Substitution {
  const nodes = new Set<unknown>();
  const problems: YamlProblem[] = [];
  visit(doc, {
    Scalar(place, node) {
      if (place === "key" || typeof node.value !== "string" || !node.value.includes("${")) return;
      const offset = node.range?.[0] ?? 0;
      if (isUnused(findPathAt(doc, offset))) {
        node.value = undefined;
        return;
      }
      const text = replaceVariables(node.value, environment, (message) =>
        problems.push({ offset, path: findPathAt(doc, offset), message }),
      );
      nodes.add(node);
      node.value = text;
    },
  });
  return { nodes, problems };
}

function replaceVariables(text: string, environment: Environment, report: (message: string) => void): string {
  return text.replace(
    /\$\$\{|\$\{([^}]*)(\}?)/g,
    (found: string, name: string | undefined, end: string | undefined) => {
      if (name === undefined) return "${";
      if (!end || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        report(`expected \${NAME} of letters, digits and _; found ${found}; a literal \${ is written $\${`);
        return found;
      }
      const value = environment[name];
      if (value === undefined) report(`the environment variable ${name} is not set; set it, or write the value here`);
      return value ?? found;
    },
  );
}

/** Turns substituted text into a number or a boolean where the schema expects one; returns true if any value changed. */
export function retypeSubstituted(
  doc: Document.Parsed,
  issues: readonly core.$ZodIssue[],
  nodes: ReadonlySet<unknown>,
): boolean {
  let changed = false;
  for (const issue of issues) {
    if (issue.code !== "invalid_type" || !["number", "int", "boolean"].includes(issue.expected)) continue;
    const { node } = findPosition(doc, issue.path);
    if (!isScalar(node) || !nodes.has(node) || typeof node.value !== "string") continue;
    const typed = parseYamlScalar(node.value);
    if (typeof typed === "string") continue;
    (node as Scalar).value = typed;
    changed = true;
  }
  return changed;
}

/** Reads a text as one YAML value: a number, a boolean, null or the text itself. */
function parseYamlScalar(text: string): number | boolean | null | string {
  try {
    const typed: unknown = parse(text);
    return typed === null || typeof typed === "number" || typeof typed === "boolean" ? typed : text;
  } catch {
    return text;
  }
}
