import { isUtf8 } from "node:buffer";
import { readFile, stat } from "node:fs/promises";
import { type Line, maxRejectBytes, readChunks, readLines } from "./bytes.js";
import { Fault } from "./fault.js";
import { readJsonLinesText, readJsonObjectsText } from "./json_lines.js";
import { parseJsonMembers } from "./json_members.js";
import type { WantsMember } from "./json_records.js";
import type { TextRelation } from "./text_relation.js";

const [quote, backslash, comma] = [34, 92, 44];
const opening = new Set([123, 91]);
const closing = new Set([125, 93]);
const blanks = new Set([32, 9, 10, 13]);
const [listOpens, listCloses, objectOpens, lineEnd] = [91, 93, 123, 10];

/**
 * Reads a file of JSON as text columns: a list of objects, one object per line, or the response of an API, which is one object
 * with a list of records. Anything else, also a list that is cut, is a Fault.
 */
export async function readJsonText(path: string, scratch: string, wants: WantsMember): Promise<TextRelation> {
  const first = await readFirstByte(path);
  if (first !== undefined && first !== listOpens && first !== objectOpens) {
    throw new Fault("not JSON; expected a list of objects, or one object per line", 1);
  }
  return readAnyJsonText(path, scratch, wants);
}

/** The same for a file of JSON lines: if the first line is broken, only that line is lost. */
export async function readAnyJsonText(path: string, scratch: string, wants: WantsMember): Promise<TextRelation> {
  const first = await readFirstByte(path);
  if (first === undefined) throw new Fault("the file is empty; expected JSON (an export without records is [])");
  if (first === listOpens) return readJsonObjectsText(path, readElements, scratch, wants);
  if (first === objectOpens && (await isOneObject(path))) return readJsonObjectsText(path, readWhole, scratch, wants);
  return readJsonLinesText(path, scratch, wants);
}

/** True if the file is one object on several lines. */
async function isOneObject(path: string): Promise<boolean> {
  for await (const { bytes } of readLines(path)) {
    const line = bytes
      .toString()
      .replace(/^\ufeff/, "")
      .trim();
    if (line === "") continue;
    if (parseJsonMembers(line)) return false;
    break;
  }
  if ((await stat(path)).size > maxRejectBytes) return false;
  return parseJsonMembers((await readFile(path, "utf8")).replace(/^\ufeff/, "")) !== undefined;
}

async function* readWhole(path: string): AsyncGenerator<Line> {
  yield { line: 1, start: 0, bytes: await readFile(path) };
}

async function readFirstByte(path: string): Promise<number | undefined> {
  for await (const chunk of readChunks(path)) {
    for (const byte of chunk[0] === 0xef ? chunk.subarray(3) : chunk) if (!blanks.has(byte)) return byte;
  }
  return undefined;
}

/** The elements of a JSON list, each a sound object. Counts brackets and does not recurse, so that deep nesting cannot end the process. */
async function* readElements(path: string): AsyncGenerator<Line> {
  const list = new ElementReader();
  for await (const chunk of readChunks(path)) yield* list.push(chunk);
  if (!list.isOver) throw new Fault("the JSON list has no end: the file was cut; fetch it again", list.line);
}

/** Reads a list from chunks and keeps the position. */
class ElementReader {
  isOver = false;
  line = 1;
  private depth = 0;
  private isInText = false;
  private isEscaped = false;
  private offset = 0;
  private begun: { line: number; start: number } | undefined;
  private kept: Buffer[] = [];
  private length = 0;
  /** What comes next: an element or the end, an element, or a comma or the end. */
  private awaits: "first" | "element" | "comma" = "first";

  *push(chunk: Buffer): Generator<Line> {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === lineEnd) this.line++;
      if (this.isInText) this.text(byte);
      else if (this.begun) {
        if (byte === quote) this.isInText = true;
        else if (opening.has(byte)) this.depth++;
        else if (closing.has(byte) && --this.depth === 1) {
          yield this.element(chunk.subarray(from, at + 1));
          from = at + 1;
        }
      } else if (this.between(byte)) {
        this.begun = { line: this.line, start: this.offset + at };
        from = at;
      }
    }
    if (this.begun) this.keep(chunk.subarray(from));
    this.offset += chunk.length;
  }

  private text(byte: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === backslash) this.isEscaped = true;
    else if (byte === quote) this.isInText = false;
  }

  /** True if the byte begins an element. */
  private between(byte: number): boolean {
    if (blanks.has(byte) || (this.depth === 0 && !this.isOver && byte > 127)) return false;
    if (this.isOver) throw new Fault("something follows the end of the JSON list", this.line);
    if (this.depth === 0) this.depth = 1;
    else if (byte === objectOpens && this.awaits !== "comma") {
      this.depth = 2;
      return true;
    } else if (byte === comma && this.awaits === "comma") this.awaits = "element";
    else if (byte === listCloses && this.awaits !== "element") this.isOver = true;
    else throw new Fault("expected a list of JSON objects", this.line);
    return false;
  }

  private keep(bytes: Buffer): void {
    this.kept.push(bytes);
    this.length += bytes.length;
    if (this.length > maxRejectBytes) {
      throw new Fault(`an object of more than ${maxRejectBytes >> 20} MiB`, this.begun?.line);
    }
  }

  private element(rest: Buffer): Line {
    const { line, start } = this.begun!;
    const bytes = Buffer.concat([...this.kept, rest]);
    this.begun = undefined;
    this.kept = [];
    this.length = 0;
    this.awaits = "comma";
    if (!isUtf8(bytes) || !parseJsonMembers(bytes.toString())) {
      throw new Fault("not a JSON object, or an object that repeats a key; fetch the file again", line);
    }
    return { line, start, bytes };
  }
}
