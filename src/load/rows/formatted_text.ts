import { isDateOnly, numberText, parseTrimmed, trimSpacesToNull } from "../../table/parsing.js";
import { isNumberFormat } from "../../table/value_formats.js";
import type { LoadContract } from "../load_contract.js";
import { formatOf } from "./column_text.js";

/**
 * SQL of the text of a column that is kept as text, e.g. a custom field with the date of a stage. If closedloop.yaml has a
 * format for its header, its dates are rewritten as ISO 8601 in UTC and its numbers without separators; what does not fit stays.
 */
export function formattedText(contract: LoadContract, header: string, text: string): string {
  const format = formatOf(contract, header);
  if (format === undefined) return text;
  const trimmed = trimSpacesToNull(text);
  if (isNumberFormat(format)) return `coalesce(${numberText(trimmed, { format })}, ${text})`;
  const options = { zone: contract.zone, format, orDate: true };
  const at = parseTrimmed("instant", trimmed, options);
  return `coalesce(case when ${isDateOnly(trimmed, options)} then strftime(${at}, '%Y-%m-%d')
    else strftime(${at}, '%Y-%m-%d %H:%M:%S.%f+00:00') end, ${text})`;
}
