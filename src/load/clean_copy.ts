import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { longestRecord, longestReject } from "./bytes.js";
import { Cleaned } from "./cleaned.js";
import type { Header } from "./csv_header.js";
import { Fault } from "./fault.js";
import { RecordScanner, type RecordSeen } from "./records.js";
import { scanned } from "./scanned.js";
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
  const broken: Broken[] = [];
  let seen = 0;
  let last: Broken | undefined;
  const scanner: RecordScanner = new RecordScanner(
    header.delimiter.charCodeAt(0),
    (record, out) => {
      if (seen++ === 0) return false; // The header.
      const code = codeOf(record, header.names.length, scanner, out!);
      last = code === undefined ? undefined : { ...placeOf(record), code };
      if (last && broken.push(last) > mostBroken) throw new Fault(`more than ${mostBroken} records are none`);
      return code === undefined;
    },
    header.from,
  );
  const file = await open(to, "w", 0o600);
  try {
    const out = new Cleaned();
    await scanned(path, scanner, header.from, out, () => out.handOver(longestRecord, (bytes) => file.writeFile(bytes)));
  } finally {
    await file.close();
  }
  const { nuls, endsOpen } = scanner;
  if (endsOpen && last && last.code !== footer) throw brokenOff(last.line);
  return { path: to, records: seen - 1 - broken.length, broken, nuls, endsOpen };
}

/** What a file is told that stops amid its last record. */
export const brokenOff = (line: number): Fault =>
  new Fault("the last record is not whole and no line end follows it: the file was cut; fetch it again", line);

/** Below the records of a report, and none of them. */
export const footer = "footer of a report";
export const notUtf8 = "not UTF-8";

function codeOf(record: RecordSeen, width: number, scanner: RecordScanner, out: Cleaned): string | undefined {
  const { code, fields, line, start, end } = record;
  if (end - start > longestReject) throw new Fault(`a record of more than ${longestReject >> 20} MiB`, line);
  if (code !== undefined) return code;
  if (end - start > longestRecord) return "too long";
  // Below a blank line, Salesforce writes title, copyright and user of a report.
  if (fields === 1 && width > 1 && scanner.blankLines > scanner.blankLinesBefore) return footer;
  if (fields !== width) return fields < width ? "too few fields" : "too many fields";
  return isUtf8(out.record) ? undefined : notUtf8;
}

const placeOf = ({ line, lines, start, end }: RecordSeen) => ({ line, lines, start, end });
