import { readChunks } from "./bytes.js";
import type { CleanBuffer } from "./clean_buffer.js";
import { Fault } from "./fault.js";
import type { RecordScanner } from "./record_scanner.js";

/** A file whose quotes send the scanner back over more than so many times its size is no CSV. */
const maxRescans = 20;
const uncheckedBytes = 64 << 20;

/** Shows a file to a scanner, from where its text begins, parts of it again where it asks for that; `flush` may empty `out` in between. */
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
