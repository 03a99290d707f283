import { quotedString } from "../table/dialect.js";
import type { TextRelation } from "./text_relation.js";

/** A column of a file that is made of others. */
export interface ProjectedColumn {
  readonly header: string;
  /** SQL over the columns of the text. */
  readonly sql: string;
}

/** The same records with other columns; rejected records are kept with all columns of the file. */
export function projectColumns<Text extends TextRelation>(text: Text, columns: readonly ProjectedColumn[]): Text {
  const selected = columns.map(({ sql }, at) => `${sql} as c${at}`);
  const record = `c${columns.length}`;
  return {
    ...text,
    headers: columns.map(({ header }) => header),
    query: `select ${[...selected, `${text.record} as ${record}`].join(", ")} from (${text.query})`,
    record,
    nested: text.nested.filter((name) => columns.some(({ header }) => header === name)),
  };
}

/** The columns of a text as they are. */
export const ownColumns = ({ headers }: TextRelation): ProjectedColumn[] =>
  headers.map((header, at) => ({ header, sql: `c${at}` }));

/** SQL of a path into JSON to one key. */
export const jsonPointer = (key: string): string => quotedString(`/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
