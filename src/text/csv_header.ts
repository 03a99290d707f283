import { isUtf8 } from "node:buffer";
import { readHead } from "./bytes.js";
import { encodingHint } from "./encoding.js";
import { Fault } from "./fault.js";
import { headerKey } from "./header.js";
import { splitFields, withoutQuotes } from "./record_fields.js";
import { RecordScanner, type ScannedRecord } from "./record_scanner.js";

/** The first record of a file that is not blank, with the names of the columns. */
export interface CsvHeader {
  readonly delimiter: string;
  readonly names: readonly string[];
  /** The number of empty names that follow the last one: `Id,Email,,` has two. They are no columns if nothing is below them. */
  readonly unnamed: number;
  /** The number of physical lines of the header. */
  readonly lines: number;
  /** The offset of the text: after the byte order mark, if there is one. */
  readonly from: number;
  /** True if a record may lack its last field: people add rows to a lookup without a comma for a column that they leave blank. */
  readonly isLastOptional?: boolean;
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The delimiters that Salesforce, Marketo and spreadsheets use. */
const delimiters = [",", ";", "\t", "|", "^", "`"];
const maxHeaderBytes = 1 << 20;

/** Reads the header and finds the delimiter: `usual`, unless another one fits better. A Fault if there is no header. */
export async function readCsvHeader(path: string, usual: string): Promise<CsvHeader> {
  const head = await readHead(path, maxHeaderBytes);
  if (head.length === 0) throw new Fault("the file is empty; expected at least a header line");
  const from = head.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0;
  const { delimiter, first } = delimiters
    .map((delimiter) => ({ delimiter, ...scanFirstRecords(head, from, delimiter) }))
    .sort((one, two) => delimiterScore(two, usual) - delimiterScore(one, usual))[0]!;
  if (first === undefined || first.code !== undefined) throw noHeaderFault(head, first);
  if (!isUtf8(head.subarray(first.start, first.end))) {
    throw new Fault(`the header is not UTF-8; ${encodingHint}`, first.line);
  }
  const text = decodeRecord(head, first);
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) {
    throw new Fault("a web page, not an export; perhaps a login page; fetch the export again", first.line);
  }
  return { delimiter, ...splitNames(text, delimiter), lines: first.lines, from };
}

function splitNames(text: string, delimiter: string): Pick<CsvHeader, "names" | "unnamed"> {
  const fields = splitFields(Buffer.from(text), delimiter.charCodeAt(0)).map(withoutQuotes);
  const last = fields.findLastIndex((name) => headerKey(name) !== "");
  const names = last < 0 ? fields : fields.slice(0, last + 1);
  return { names, unnamed: fields.length - names.length };
}

interface FirstRecords {
  readonly first?: ScannedRecord | undefined;
  readonly second?: ScannedRecord | undefined;
}

/** The first two records, if they end within the given bytes. */
function scanFirstRecords(head: Buffer, from: number, delimiter: string): FirstRecords {
  const seen: ScannedRecord[] = [];
  const scanner = new RecordScanner(delimiter.charCodeAt(0), (record) => record.isBlank || seen.push(record), from);
  for (let at = from; at < head.length && seen.length < 2 && scanner.rescanFrom === undefined; at += 4096) {
    scanner.push(head.subarray(at, at + 4096));
  }
  if (seen.length === 0 && head.length < maxHeaderBytes) scanner.end();
  return { first: seen[0], second: seen[1] };
}

/** Higher if the delimiter splits the header, and if the next record has as many fields; then for the usual delimiter. */
function delimiterScore({ delimiter, first, second }: FirstRecords & { delimiter: string }, usual: string): number {
  const parts = first !== undefined && first.code === undefined && first.fields > 1;
  const agrees = parts && second?.fields === first.fields;
  return (agrees ? 4 : 0) + (parts ? 1 : 0) + (delimiter === usual ? 2 : 0);
}

function noHeaderFault(head: Buffer, seen: ScannedRecord | undefined): Fault {
  if (seen?.code !== undefined) return new Fault(`${seen.code}; expected a header line`, seen.line);
  return head.length < maxHeaderBytes
    ? new Fault("only blank lines; expected at least a header line")
    : new Fault(`the first line has more than ${maxHeaderBytes >> 20} MiB; expected a header line`, 1);
}

const decodeRecord = (head: Buffer, { start, end }: ScannedRecord) =>
  head.subarray(start, end).toString("utf8").replaceAll("\0", "");
