import type { Column } from "../../table/columns.js";
import type { TextRelation } from "../../text/text_relation.js";
import type { LoadContract } from "../load_contract.js";
import { acceptedHeaders } from "./column_text.js";

/** True for JSON without any record, e.g. `[]`: an export of no records, which has no keys either. */
export const isEmptyList = ({ sparse, headers, records, broken }: TextRelation): boolean =>
  sparse && headers.length === 0 && records === 0 && broken.length === 0;

/** An empty list as a file with the headers of the contract and no records. */
export function emptyExport<Text extends TextRelation>(text: Text, { table, feed }: LoadContract): Text {
  const columns = Object.entries<Column<unknown>>(table.columns).filter(([, { binding }]) => {
    return binding?.given === undefined && binding?.marks === undefined;
  });
  const headers = feed
    ? [...new Set(Object.values(feed.columns))]
    : columns.map(([name, column]) => acceptedHeaders(name, column)[0]!);
  const cells = [...headers, "record"].map((_, at) => `null::varchar as c${at}`);
  return { ...text, headers, query: `select ${cells.join(", ")} where false`, record: `c${headers.length}` };
}
