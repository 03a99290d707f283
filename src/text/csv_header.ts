import { isUtf8 } from "node:buffer";
import { readHead } from "./bytes.js";
import { encodingHint } from "./encoding.js";
import { Fault } from "./fault.js";
import { RecordScanner, type ScannedRecord } from "./record_scanner.js";

/** The first record of a file, which names its columns. */
export interface CsvHeader {
  readonly delimiter: string;
  readonly names: readonly string[];
  /** Physical lines that it spans. */
  readonly lines: number;
  /** Where the text begins: behind a byte order mark. */
  readonly from: number;
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** What Salesforce, Marketo and spreadsheets put between fields. */
const delimiters = [",", ";", "\t", "|", "^", "`"];
const maxHeaderBytes = 1 << 20;

/** Reads the header by itself, and which delimiter it has: `usual` unless that makes no sense and another does. */
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
    throw new Fault("a web page, not an export: a login page perhaps; fetch the export again", first.line);
  }
  return { delimiter, names: splitFields(text, delimiter), lines: first.lines, from };
}

interface FirstRecords {
  readonly first?: ScannedRecord | undefined;
  readonly second?: ScannedRecord | undefined;
}

/** The first two records of the bytes, looked at piece by piece, as far as they end within them. */
function scanFirstRecords(head: Buffer, from: number, delimiter: string): FirstRecords {
  const seen: ScannedRecord[] = [];
  const scanner = new RecordScanner(delimiter.charCodeAt(0), (record) => seen.push(record), from);
  for (let at = from; at < head.length && seen.length < 2 && scanner.rescanFrom === undefined; at += 4096) {
    scanner.push(head.subarray(at, at + 4096));
  }
  if (seen.length === 0 && head.length < maxHeaderBytes) scanner.end();
  return { first: seen[0], second: seen[1] };
}

/** More for a delimiter that parts the header, and the record behind it into as many fields; then for the usual one. */
function delimiterScore({ delimiter, first, second }: FirstRecords & { delimiter: string }, usual: string): number {
  const parts = first !== undefined && first.code === undefined && first.fields > 1;
  const agrees = parts && second?.fields === first.fields;
  return (agrees ? 4 : 0) + (parts ? 1 : 0) + (delimiter === usual ? 2 : 0);
}

function noHeaderFault(head: Buffer, seen: ScannedRecord | undefined): Fault {
  if (seen?.code !== undefined) return new Fault(`${seen.code}; expected a header line`, seen.line);
  return head.length < maxHeaderBytes
    ? new Fault("only blank lines; expected at least a header line")
    : new Fault(`no line of at most ${maxHeaderBytes >> 20} MiB begins it; expected a header line`, 1);
}

const decodeRecord = (head: Buffer, { start, end }: ScannedRecord) =>
  head.subarray(start, end).toString("utf8").replaceAll("\0", "");

/** Fields of one record that the scanner found sound. */
function splitFields(record: string, delimiter: string): string[] {
  const sign = /[|^`]/.test(delimiter) ? `\\${delimiter}` : delimiter;
  const fields: string[] = [];
  const field = new RegExp(` *"((?:[^"]|"")*)" *(${sign}|$)|([^${sign}]*)(${sign}|$)`, "gy");
  for (const [, quoted, endQuoted, bare, endBare] of record.matchAll(field)) {
    fields.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if ((endQuoted ?? endBare) === "") break;
  }
  return fields;
}
