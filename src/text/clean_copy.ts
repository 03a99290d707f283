import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { longestRecord, longestReject } from "./bytes.js";
import { Cleaned } from "./cleaned.js";
import type { Header } from "./csv_header.js";
import { Fault } from "./fault.js";
import { neverCloses } from "./open_quote.js";
import { RecordScanner, type RecordSeen } from "./records.js";
import { scanned } from "./scanned.js";
import { maySwallow, swallows } from "./swallowed.js";
import type { Broken } from "./text.js";

/** The sound records of a CSV in a file of their own, LF behind each, without header, blank lines and NULs. */
export interface CleanCopy {
  readonly path: string;
  readonly records: number;
  readonly broken: readonly Broken[];
  readonly nuls: number;
  readonly endsOpen: boolean;
}

/** So many records that are none fit into no budget. */
const mostBroken = 1_000_000;

/** Copies what is sound. A Fault where the file breaks off amid a record: what follows is lost, and it should be fetched again. */
export async function cleaned(path: string, header: Header, to: string): Promise<CleanCopy> {
  const sorter = new Sorter(header);
  const file = await open(to, "w", 0o600);
  try {
    const out = new Cleaned();
    await scanned(path, sorter.scanner, header.from, out, () =>
      out.handOver(longestRecord, (bytes) => file.writeFile(bytes)),
    );
  } finally {
    await file.close();
  }
  const { nuls, endsOpen } = sorter.scanner;
  return { path: to, records: sorter.records, broken: sorter.told(), nuls, endsOpen };
}

/** Tells the sound records of a file from those that are none. */
class Sorter {
  records = 0;
  readonly scanner: RecordScanner;
  private readonly broken: Broken[] = [];
  private seen = 0;
  /** Where the last sound record ends, and the blank lines up to there. */
  private soundEnd = 0;
  private blankBefore = 0;

  constructor(private readonly header: Header) {
    const { delimiter, from } = header;
    this.scanner = new RecordScanner(delimiter.charCodeAt(0), (record, out) => this.sort(record, out!), from);
  }

  private sort(record: RecordSeen, out: Cleaned): boolean {
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
    if (this.broken.length > mostBroken) throw new Fault(`more than ${mostBroken} records are none`);
    return false;
  }

  private codeOf({ code, fields, line, lines, start, end }: RecordSeen, out: Cleaned): string | undefined {
    const { names, delimiter } = this.header;
    const width = names.length;
    if (end - start > longestReject) throw new Fault(`a record of more than ${longestReject >> 20} MiB`, line);
    if (code !== undefined) return code;
    if (end - start > longestRecord) return "too long";
    // Below a blank line, Salesforce writes title, copyright and user of a report.
    if (fields === 1 && width > 1 && this.scanner.blankLines > this.blankBefore) return footer;
    if (fields !== width) return fields < width ? tooFew : "too many fields";
    if (!isUtf8(out.record)) return notUtf8;
    if (maySwallow({ lines }, width) && swallows(out.record, delimiter.charCodeAt(0), width))
      return "rows within quotes";
    return undefined;
  }

  /** The records that are none, once all are seen. */
  told(): Broken[] {
    const tail = this.broken.filter(({ start }) => start >= this.soundEnd);
    // What a cut leaves of a text of several lines are lines of any kind, behind a quote that never closes.
    const cut = tail.find(({ code }) => code === neverCloses) ?? (this.scanner.endsOpen ? tail.at(-1) : undefined);
    if (cut && cut.code !== footer) throw brokenOff(cut.line);
    return this.broken.map((one) =>
      one.code === footer && one.start < this.soundEnd ? { ...one, code: tooFew } : one,
    );
  }
}

/** What a file is told that stops amid its last record. */
export const brokenOff = (line: number): Fault =>
  new Fault("the last record is not whole and no line end follows it: the file was cut; fetch it again", line);

/** Below the records of a report, and none of them. */
export const footer = "footer of a report";
const tooFew = "too few fields";
export const notUtf8 = "not UTF-8";
