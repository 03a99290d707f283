import { Document, visit } from "yaml";

/** A value as YAML on one line, `{name: crm, path: exports}`. */
export function flow(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Collection(_, node) {
      node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

/** Keys as an item of a list, one on each line, with a remark behind those that have one. */
export function listItem(keys: object, indent: number, remarks: Readonly<Record<string, string>> = {}): string[] {
  const lines = Object.entries(keys).map(([key, value]) => `${key}: ${flow(value)}${remarked(remarks[key])}`);
  return lines.map((line, at) => `${" ".repeat(indent)}${at === 0 ? "- " : "  "}${line}`);
}

const remarked = (remark: string | undefined) => (remark === undefined ? "" : ` # ${remark}`);
