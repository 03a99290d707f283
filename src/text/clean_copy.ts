import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { maxRecordBytes, maxRejectBytes } from "./bytes.js";
import { CleanBuffer } from "./clean_buffer.js";
import type { CsvHeader } from "./csv_header.js";
import { Fault } from "./fault.js";
import { unclosedQuote } from "./open_quote.js";
import { isQuotedRows, mayBeQuotedRows } from "./quoted_rows.js";
import { RecordScanner, type ScannedRecord } from "./record_scanner.js";
import { scanFile } from "./scan_file.js";
import type { BrokenRecord } from "./text_relation.js";

/** A copy of a CSV with its sound records only: an LF after each, no header, no blank lines, no NUL bytes. */
export interface CleanCopy {
  readonly path: string;
  readonly records: number;
  readonly broken: readonly BrokenRecord[];
  readonly nuls: number;
  readonly endsOpen: boolean;
}

/** More broken records than any reject budget allows. */
const maxBrokenRecords = 1_000_000;

/** Copies the sound records. A Fault if the file ends within a record: it was cut. */
export async function writeCleanCopy(path: string, header: CsvHeader, to: string): Promise<CleanCopy> {
  const sorter = new RecordSorter(header);
  const file = await open(to, "w", 0o600);
  try {
    const out = new CleanBuffer();
    await scanFile(path, sorter.scanner, header.from, out, () =>
      out.flush(maxRecordBytes, (bytes) => file.writeFile(bytes)),
    );
  } finally {
    await file.close();
  }
  const { nuls, endsOpen } = sorter.scanner;
  return { path: to, records: sorter.records, broken: sorter.brokenRecords(), nuls, endsOpen };
}

/** Separates the sound records of a file from the broken ones. */
class RecordSorter {
  records = 0;
  readonly scanner: RecordScanner;
  private readonly broken: BrokenRecord[] = [];
  private seen = 0;
  /** The end of the last sound record, and the number of blank lines up to there. */
  private soundEnd = 0;
  private blankBefore = 0;

  constructor(private readonly header: CsvHeader) {
    const { delimiter, from } = header;
    this.scanner = new RecordScanner(delimiter.charCodeAt(0), (record, out) => this.sort(record, out!), from);
  }

  private sort(record: ScannedRecord, out: CleanBuffer): boolean {
    const isHeader = this.seen++ === 0;
    const code = isHeader ? undefined : this.codeOf(record, out);
    if (code === undefined) {
      this.soundEnd = record.end;
      this.blankBefore = this.scanner.blankLines;
      if (!isHeader) this.records++;
      return !isHeader;
    }
    const { line, lines, start, end } = record;
    this.broken.push({ line, lines, start, end, code });
    if (this.broken.length > maxBrokenRecords) throw new Fault(`more than ${maxBrokenRecords} broken records`);
    return false;
  }

  private codeOf({ code, fields, line, lines, start, end }: ScannedRecord, out: CleanBuffer): string | undefined {
    const { names, delimiter } = this.header;
    const width = names.length;
    if (end - start > maxRejectBytes) throw new Fault(`a record of more than ${maxRejectBytes >> 20} MiB`, line);
    if (code !== undefined) return code;
    if (end - start > maxRecordBytes) return "too long";
    // Below a report, after a blank line, Salesforce writes its title, copyright and user.
    if (fields === 1 && width > 1 && this.scanner.blankLines > this.blankBefore) return reportFooter;
    if (fields !== width) return fields < width ? tooFewFields : "too many fields";
    if (!isUtf8(out.record)) return notUtf8;
    if (mayBeQuotedRows({ lines }, width) && isQuotedRows(out.record, delimiter.charCodeAt(0), width))
      return "rows within quotes";
    return undefined;
  }

  /** The broken records, once the whole file is read. */
  brokenRecords(): BrokenRecord[] {
    const tail = this.broken.filter(({ start }) => start >= this.soundEnd);
    // If a text of several lines is cut, a quote stays open and its lines look like records of any kind.
    const cut = tail.find(({ code }) => code === unclosedQuote) ?? (this.scanner.endsOpen ? tail.at(-1) : undefined);
    if (cut && cut.code !== reportFooter) throw truncatedFileFault(cut.line);
    return this.broken.map((one) =>
      one.code === reportFooter && one.start < this.soundEnd ? { ...one, code: tooFewFields } : one,
    );
  }
}

/** The Fault of a file that ends within its last record. */
export const truncatedFileFault = (line: number): Fault =>
  new Fault("the last record is not whole and no line end follows it: the file was cut; fetch it again", line);

/** The code of lines below a report that are not records. */
export const reportFooter = "footer of a report";
const tooFewFields = "too few fields";
export const notUtf8 = "not UTF-8";
