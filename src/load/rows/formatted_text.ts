import { isAmbiguousMoment, isDateOnly, numberText, parseTrimmed, trimSpacesToNull } from "../../table/parsing.js";
import { type Format, isNumberFormat } from "../../table/value_formats.js";
import type { LoadContract } from "../load_contract.js";
import { formatOf } from "./column_text.js";
import type { Refusal } from "./refusals.js";
import { ambiguousMoment } from "./value_checks.js";

/**
 * SQL of the text of a column that is kept as text, e.g. a custom field with the date of a stage. If closedloop.yaml has a
 * format for its header, its dates are rewritten as ISO 8601 in UTC and its numbers without separators; what does not fit stays.
 */
export function formattedText(contract: LoadContract, header: string, text: string): string {
  const format = formatOf(contract, header);
  if (format === undefined) return text;
  const trimmed = trimSpacesToNull(text);
  if (isNumberFormat(format)) return `coalesce(${numberText(trimmed, { format })}, ${text})`;
  const options = optionsOf(contract, format);
  const at = parseTrimmed("instant", trimmed, options);
  return `coalesce(case when ${isDateOnly(trimmed, options)} then strftime(${at}, '%Y-%m-%d')
    else strftime(${at}, '%Y-%m-%d %H:%M:%S.%f+00:00') end, ${text})`;
}

/** Refuses a text of such a column that two of its formats read as different times. */
export function refuseAmbiguous(contract: LoadContract, header: string, text: string): Refusal[] {
  const format = formatOf(contract, header);
  if (format === undefined) return [];
  const applies = isAmbiguousMoment("instant", trimSpacesToNull(text), optionsOf(contract, format));
  return applies === undefined ? [] : [{ column: header, code: ambiguousMoment, applies }];
}

const optionsOf = ({ zone }: LoadContract, format: Format) => ({ zone, format, orDate: true });
