import { Document, Scalar, visit } from "yaml";
import { escapeControls } from "../base/escape_controls.js";

/** A value as YAML on one line, e.g. `{name: crm, path: exports}`. Control characters are escaped, so that no text can start a new line. */
export function renderFlowYaml(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Collection(_, node) {
      node.flow = true;
    },
    Scalar(_, node) {
      if (typeof node.value === "string" && escapeControls(node.value) !== node.value) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return escapeControls(document.toString(oneLineOptions).trimEnd());
}

// Without these, a long text with line feeds would become several lines.
const oneLineOptions = {
  lineWidth: 0,
  flowCollectionPadding: false,
  doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
};

/** Keys as an item of a YAML list, one per line, some with a comment after the value. */
export function renderListItem(keys: object, indent: number, remarks: Readonly<Record<string, string>> = {}): string[] {
  const lines = Object.entries(keys).map(
    ([key, value]) => `${key}: ${renderFlowYaml(value)}${renderComment(remarks[key])}`,
  );
  return lines.map((line, at) => `${" ".repeat(indent)}${at === 0 ? "- " : "  "}${line}`);
}

const renderComment = (remark: string | undefined) => (remark === undefined ? "" : ` # ${remark}`);
