import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { maxRecordBytes, maxRejectBytes } from "./bytes.js";
import { CleanBuffer } from "./clean_buffer.js";
import type { ColumnKinds } from "./column_kinds.js";
import type { CsvHeader } from "./csv_header.js";
import { Fault } from "./fault.js";
import { QUOTE, SPACE } from "./field_scanner.js";
import { unclosedQuote } from "./open_quote.js";
import { findDelimiters } from "./record_fields.js";
import { RecordScanner, type ScannedRecord } from "./record_scanner.js";
import { scanFile } from "./scan_file.js";
import { findSigns, type Sign } from "./signs.js";
import { isSwallowedRows, learnColumnKinds } from "./swallowed_rows.js";
import type { BrokenRecord, TextNote } from "./text_relation.js";
import { unnamedColumns } from "./unnamed_columns.js";

/** A copy of a CSV with its sound records only: an LF after each, no header, no blank lines or rows, no NUL bytes, no empty fields beyond the header. */
export interface CleanCopy {
  readonly path: string;
  readonly records: number;
  readonly broken: readonly BrokenRecord[];
  readonly nuls: number;
  readonly endsOpen: boolean;
  /** True if a text of a sound record has a line end. */
  readonly hasLineEnds: boolean;
  readonly signs: ReadonlySet<Sign>;
  readonly notes: readonly TextNote[];
}

/** More broken records than any reject budget allows. */
const maxBrokenRecords = 1_000_000;

/** Copies the sound records. A Fault if the file ends within a record: it was cut. */
export async function writeCleanCopy(path: string, header: CsvHeader, to: string): Promise<CleanCopy> {
  const sorter = new RecordSorter(header, await learnColumnKinds(path, header));
  const file = await open(to, "w", 0o600);
  try {
    const out = new CleanBuffer();
    await scanFile(path, sorter.scanner, header.from, out, () =>
      out.flush(maxRecordBytes, (bytes) => file.writeFile(bytes)),
    );
  } finally {
    await file.close();
  }
  const { nuls, controls } = sorter.scanner;
  const { records, endsOpen, hasLineEnds } = sorter;
  const broken = sorter.brokenRecords();
  const signs = await findSigns(path);
  if (controls > 0) signs.add("invisible");
  return { path: to, records, broken, nuls, endsOpen, hasLineEnds, signs, notes: sorter.notes() };
}

/** Separates the sound records of a file from the broken ones. */
class RecordSorter {
  records = 0;
  hasLineEnds = false;
  readonly scanner: RecordScanner;
  private readonly broken: BrokenRecord[] = [];
  private seen = 0;
  /** The end of the last sound record, and the number of blank lines up to there. */
  private soundEnd = 0;
  private blankBefore = 0;
  /** Rows without any text. */
  private blankRows = 0;
  /** Records with empty fields beyond the header, and those with text below a header without a name. */
  private cut = 0;
  private unnamedTexts: { readonly line: number; records: number } | undefined;
  private endsBlank = false;

  constructor(
    private readonly header: CsvHeader,
    private readonly kinds: ColumnKinds,
  ) {
    const { delimiter, from } = header;
    this.scanner = new RecordScanner(delimiter.charCodeAt(0), (record, out) => this.sort(record, out!), from);
  }

  private sort(record: ScannedRecord, out: CleanBuffer): boolean {
    this.endsBlank = isBlankRow(record, this.header);
    if (this.endsBlank) {
      this.blankRows++;
      return false;
    }
    const isHeader = this.seen++ === 0;
    const code = isHeader ? undefined : this.codeOf(record, out);
    if (code === undefined) {
      this.soundEnd = record.end;
      this.blankBefore = this.scanner.blankLines;
      if (isHeader) return false;
      this.records++;
      if (record.lines > 1) this.hasLineEnds = true;
      return true;
    }
    const { line, lines, start, end } = record;
    this.broken.push({ line, lines, start, end, code });
    if (this.broken.length > maxBrokenRecords) throw new Fault(`more than ${maxBrokenRecords} broken records`);
    return false;
  }

  private codeOf({ code, fields, line, lines, start, end }: ScannedRecord, out: CleanBuffer): string | undefined {
    const { names, delimiter } = this.header;
    const width = names.length;
    const separator = delimiter.charCodeAt(0);
    if (end - start > maxRejectBytes) throw new Fault(`a record of more than ${maxRejectBytes >> 20} MiB`, line);
    if (code !== undefined) return code;
    if (end - start > maxRecordBytes) return "too long";
    // Below a report, after a blank line, Salesforce writes its title, copyright and user.
    if (fields === 1 && width > 1 && this.scanner.blankLines > this.blankBefore) return reportFooter;
    if (lines > 1 && isSwallowedRows(out.record, this.header, this.kinds)) return swallowedRows;
    if (fields < width) {
      if (!this.header.isLastOptional || fields !== width - 1) return tooFewFields;
      out.reserve(1);
      out.appendByte(separator);
    }
    if (fields > width && !this.cutEmptyFields(out, separator)) {
      if (fields > width + this.header.unnamed) return "too many fields";
      this.unnamedTexts ??= { line, records: 0 };
      this.unnamedTexts.records++;
      return "a value below an empty header";
    }
    if (!isUtf8(out.record)) return notUtf8;
    return undefined;
  }

  /** Cuts the fields beyond the header off if they are all empty. */
  private cutEmptyFields(out: CleanBuffer, separator: number): boolean {
    const { record } = out;
    const end = findDelimiters(record, separator)[this.header.names.length - 1]!;
    const isEmpty = record.subarray(end).every((byte) => byte === separator || byte === SPACE || byte === QUOTE);
    if (!isEmpty) return false;
    out.cutRecord(end);
    if (this.header.unnamed === 0) this.cut++;
    return true;
  }

  /** What was left out of the copy without a loss. A Fault if a column without a name is in use. */
  notes(): TextNote[] {
    const { names, unnamed } = this.header;
    const { line = 0, records = 0 } = this.unnamedTexts ?? {};
    if (2 * records > this.records + this.broken.length) {
      const found = `header ${names.length + 1} of ${names.length + unnamed} is empty, but there are values below it`;
      throw new Fault(`${found}; expected a name`, line);
    }
    return [
      { code: "empty rows skipped", records: this.blankRows },
      { code: "empty fields beyond the header left out", records: this.cut },
      { code: unnamedColumns, records: unnamed },
    ].filter(({ records }) => records > 0);
  }

  /** True if no line end follows the last record; a row without text cannot be cut. */
  get endsOpen(): boolean {
    return this.scanner.endsOpen && !this.endsBlank;
  }

  /** The broken records, once the whole file is read. */
  brokenRecords(): BrokenRecord[] {
    const tail = this.broken.filter(({ start }) => start >= this.soundEnd);
    // If a text of several lines is cut, a quote stays open and its lines look like records of any kind.
    const cut = tail.find(({ code }) => code === unclosedQuote) ?? (this.endsOpen ? tail.at(-1) : undefined);
    if (cut && cut.code !== reportFooter) throw truncatedFileFault(cut.line);
    return this.broken.map((one) =>
      one.code === reportFooter && one.start < this.soundEnd ? { ...one, code: tooFewFields } : one,
    );
  }
}

/** True for a row without text, in a file of several columns. With one column it is a record whose value is missing. */
export const isBlankRow = ({ isBlank, fields }: ScannedRecord, { names }: CsvHeader): boolean =>
  isBlank && (fields > 1 || names.length > 1);

/** The Fault of a file that ends within its last record. */
export const truncatedFileFault = (line: number): Fault =>
  new Fault("the last record is not whole and no line end follows it: the file was cut; fetch it again", line);

/** The code of lines below a report that are not records. */
export const reportFooter = "footer of a report";
/** The code of rows that a pair of stray quotes has made one field of. */
export const swallowedRows = "rows within quotes";
const tooFewFields = "too few fields";
export const notUtf8 = "not UTF-8";
