/**
 * DuckDB's messages without the values that they quote. Messages about rows quote them in many ways, so only known sentences
 * are kept, with `…` in place of each value. A value is shown if it stands in the user's own query.
 */

/** The kind of an error of DuckDB, e.g. `Conversion`, at the beginning of its message. */
const kindPattern = /^([A-Z][A-Za-z ]*) Error: /;

/** The kind of DuckDB's message, e.g. `Conversion`; undefined for any other message. */
export const duckdbErrorKind = (message: string): string | undefined => kindPattern.exec(message)?.[1];

/** Kinds of errors that are about the machine and quote no row. */
const machineKinds = ["IO", "Out of Memory", "Permission"];

const type = String.raw`[A-Z][A-Z0-9_ ]*(?:\([\w ,."()[\]]*\))?(?:\[\d*\])*`;
const number = String.raw`\d+`;
const words = "[a-z ,]+";
/** What RE2 says of a pattern that it cannot read; a part of the pattern follows. */
const regexFaults =
  "missing [\\])]|missing argument to repetition operator|no argument for repetition operator|bad repetition operator|invalid repetition size|invalid character class(?: range)?|invalid escape sequence|invalid perl operator|invalid named capture group|invalid UTF-8|unexpected \\)|trailing \\\\|pattern too large";

/** Sentences about values. Groups that begin with `v` are values; a group `rest` is left out. */
const valueSentences = [
  String.raw`Could not convert string ["'](?<v1>[\s\S]*)["'] to ${type}`,
  String.raw`Could not decode string "(?<v1>[\s\S]*)" as base64(?<rest>[\s\S]*)`,
  String.raw`(?:invalid \w+ field format|\w+ field value out of range): "(?<v1>[\s\S]*)"(?:, expected format is \([-YMDHSUSZONE:.±| \[\]]+\))?`,
  String.raw`Type ${type} with value (?<v1>[\s\S]*) can't be cast (?:because the value is out of range for|to) the destination type ${type}`,
  String.raw`Can't convert VARIANT\(${type}\) value '(?<v1>[\s\S]*)' to '${type}'`,
  String.raw`Casting value "(?<v1>[\s\S]*)" to type ${type} failed: value is out of range!`,
  String.raw`Could not cast value (?<v1>[\s\S]*) to ${type}`,
  String.raw`Failed to cast value to ${words}: (?<v1>[\s\S]*)`,
  String.raw`Invalid character encountered in string -> bit conversion: (?<v1>[\s\S]*)`,
  String.raw`Malformed JSON at byte ${number} of input: ${words}\.  Input: (?<v1>[\s\S]*)`,
  String.raw`JSON path error near (?<v1>[\s\S]*)`,
  String.raw`Could not parse string "(?<v1>[\s\S]*)" according to format specifier "(?<v2>[^"\n]*)"(?<rest>\n[\s\S]*)`,
  String.raw`(?:${regexFaults}): (?<v1>[\s\S]*)`,
  String.raw`Pattern failed to parse, error: '(?:${regexFaults}): (?<v1>[\s\S]*)'`,
  String.raw`extract specifier "(?<v1>[\s\S]*)" not recognized`,
  String.raw`Unknown TimeZone '(?<v1>[\s\S]*)'!(?<rest>[\s\S]*)`,
  String.raw`Overflow in \w+ of ${type} \((?<v1>[\s\S]*)\)[!.][\w .]*`,
  String.raw`Overflow on abs\((?<v1>[\s\S]*)\)`,
  String.raw`(?:Date|Time|Timestamp) out of range: (?<v1>[\s\S]*)`,
  String.raw`Invalid UTF8 Codepoint (?<v1>[\s\S]*)`,
  String.raw`Invalid input for hex digit: (?<v1>[\s\S]*)`,
  String.raw`(?:Cannot left-shift negative number|Left-shift value|bit index) (?<v1>-?\d+)(?: is out of range| out of valid range \(0\.\.\d+\))?`,
  `Cannot create a string of size: '${number}', the maximum supported string size is: '${number}'`,
  `Cannot cast (?:list|array) (?:with length|of size) ${number} to array (?:with length|of size) ${number}`,
  String.raw`Unimplemented type for cast \(${type} -> ${type}\)`,
  String.raw`Duplicate key "(?<v1>[\s\S]*)" violates (?:unique|primary key) constraint\.?(?<rest>[\s\S]*)`,
  String.raw`Values were not provided for the following prepared statement parameters: (?<v1>[\s\S]*)`,
  String.raw`(?:Failed to [a-z ]+: )?Could not [a-z ]+ "[^"\n]*": (?:No space left on device|Disk quota exceeded|Input/output error|Permission denied)`,
  String.raw`NOT NULL constraint failed: [\w.]+`,
  String.raw`Lists larger than 2\^32 elements are not supported|Failed to cast huge value|Aggregate function name must be a constant`,
  String.raw`Overflow in negation of numeric value!|Map keys must be unique\.|Value out of range|Bitstring doesn't fit inside of \w+`,
  String.raw`cannot take (?:logarithm of zero|(?:logarithm|square root) of a negative number)|\w+ is undefined outside \[-1,1\]`,
  String.raw`\w+(?: for [XY])? is out of range!?|lcm value is out of range|Date and time not in timestamp range`,
  String.raw`More than one row returned by a subquery used as an expression - scalar subqueries can only return a single row\.(?<rest>[\s\S]*)`,
  String.raw`Attempted to (?:access index ${number} within vector of size ${number}|dereference \w+ that is NULL!)(?<rest>[\s\S]*)`,
].map((sentence) => new RegExp(`^(?:${sentence})$`, "d"));

const castSource = / when casting from source column ([\s\S]*)$/;
const placeInQuery = /\n\n?LINE (\d+): (.*)\n( *\^)\s*$/;

/**
 * DuckDB's message about a query that failed on its rows. `query` is the text that the user wrote, with the values of its
 * parameters in quotes: what stands in it may be shown.
 */
export function withoutQuotedValues(message: string, query = ""): string {
  const kind = duckdbErrorKind(message);
  if (kind === undefined || machineKinds.includes(kind)) return message;
  const detail = message.slice(`${kind} Error: `.length).replace(/\n+Stack Trace:[\s\S]*/, "");
  const place = placeInQuery.exec(detail);
  const shown = maskDetail(place ? detail.slice(0, place.index) : detail, query);
  return `${kind} Error: ${shown}${place ? placeOf(place, query) : ""}`;
}

const unknownSentence = "a value of a row does not fit. The value is not shown, because it can be personal.";

function maskDetail(detail: string, query: string): string {
  if (query.includes(detail) || isMadeOfLiterals(detail, query)) return detail;
  const cast = castSource.exec(detail);
  const sentence = cast ? detail.slice(0, cast.index) : detail;
  const match = valueSentences.map((pattern) => pattern.exec(sentence)).find((found) => found !== null);
  if (!match) return unknownSentence;
  const source = cast && /^[\w" ]+$/.test(cast[1]!) && query.includes(cast[1]!) ? cast[0] : "";
  return `${maskGroups(match, query)}${source}`;
}

/** True if a text only joins texts in quotes of the query: the message of its own `error('found ' || $value)`. */
function isMadeOfLiterals(text: string, query: string): boolean {
  const literals = [...query.matchAll(/'((?:[^']|'')+)'/g)].map(([, literal]) => literal!.replaceAll("''", "'"));
  literals.sort((one, other) => other.length - one.length);
  let at = 0;
  while (at < text.length) {
    const next = literals.find((literal) => text.startsWith(literal, at));
    if (next === undefined) return false;
    at += next.length;
  }
  return true;
}

/** The sentence with `…` for each value that the query does not contain. */
function maskGroups(match: RegExpExecArray, query: string): string {
  const spans = Object.entries(match.indices?.groups ?? {}).filter(([, span]) => span !== undefined);
  return spans
    .sort(([, one], [, other]) => other[0] - one[0])
    .reduce((text, [name, [from, to]]) => {
      const value = text.slice(from, to);
      const shown = name === "rest" ? "" : value !== "" && query.includes(value.replace(/^"|"$/g, "")) ? value : "…";
      return `${text.slice(0, from)}${shown}${text.slice(to)}`;
    }, match[0]);
}

/** The line of the query that DuckDB points to, if it is one of the query. */
function placeOf([text, , line]: RegExpExecArray, query: string): string {
  const plain = (part: string) => part.replace(/\s+/g, " ").trim();
  const quoted = plain(line!.replace(/^\.\.\.|\.\.\.$/g, ""));
  return plain(query).includes(quoted) ? text.trimEnd() : "";
}
