import { readChunks } from "./bytes.js";
import type { CleanBuffer } from "./clean_buffer.js";
import { Fault } from "./fault.js";
import type { RecordScanner } from "./record_scanner.js";

/** The most bytes to read because of rescans, as a multiple of the file's size; beyond it, the file is no CSV. */
const maxRescans = 20;
/** The limit does not apply to the first bytes. */
const uncheckedBytes = 64 << 20;

/** Feeds a file to a scanner from the offset `from`, and parts of it again if the scanner asks for it. `flush` may empty `out` after each chunk. */
export async function scanFile(
  path: string,
  scanner: RecordScanner,
  from: number,
  out?: CleanBuffer,
  flush: () => Promise<void> = async () => {},
): Promise<void> {
  let read = 0;
  let size = 0;
  for (let start = from; ; ) {
    let at = start;
    for await (const chunk of readChunks(path, { start })) {
      out?.reserve(chunk.length + 1);
      scanner.push(chunk, out);
      await flush();
      at += chunk.length;
      if (scanner.rescanFrom !== undefined) break;
    }
    if (scanner.rescanFrom === undefined) {
      out?.reserve(1);
      scanner.end(out);
      await flush();
    }
    if (scanner.rescanFrom === undefined) return;
    size = Math.max(size, at);
    read += at - start;
    if (read > uncheckedBytes && read > maxRescans * size) {
      throw new Fault("too many quotes that never close to tell the records apart");
    }
    start = scanner.rescanFrom;
    scanner.restart();
  }
}
