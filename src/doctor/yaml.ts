import { Document, Scalar, visit } from "yaml";
import { visible } from "../base/visible.js";

/** A value as YAML on one line, `{name: crm, path: exports}`; what nobody sees is spelled out, so that a foreign text stays a text. */
export function flow(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Collection(_, node) {
      node.flow = true;
    },
    Scalar(_, node) {
      if (typeof node.value === "string" && visible(node.value) !== node.value) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return visible(document.toString(oneLine).trimEnd());
}

// By itself, a long text with line feeds would be written as several lines.
const oneLine = { lineWidth: 0, flowCollectionPadding: false, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER };

/** Keys as an item of a list, one on each line, with a remark behind those that have one. */
export function listItem(keys: object, indent: number, remarks: Readonly<Record<string, string>> = {}): string[] {
  const lines = Object.entries(keys).map(([key, value]) => `${key}: ${flow(value)}${remarked(remarks[key])}`);
  return lines.map((line, at) => `${" ".repeat(indent)}${at === 0 ? "- " : "  "}${line}`);
}

const remarked = (remark: string | undefined) => (remark === undefined ? "" : ` # ${remark}`);
