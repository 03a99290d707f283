import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DeclaredEncoding } from "../../base/encodings.js";
import { readChunks } from "../../text/bytes.js";
import { detectEncoding, type GuessedEncoding, guessEncoding } from "../../text/encoding.js";
import { Fault } from "../../text/fault.js";
import { copyFileHead } from "../../text/file_head.js";
import { fileSuffix } from "../../text/file_suffix.js";
import { gunzipFile } from "../../text/gunzip.js";
import { readTextRelation } from "../../text/read_text.js";
import type { TextRelation } from "../../text/text_relation.js";
import { unpackZipMember } from "../../text/zip.js";
import type { FolderEntry } from "./folder_entries.js";

/** Reads the beginnings of files whose configuration is not known yet, one file at a time. */
export class HeadReader {
  /** `scratch` is a folder for copies; it exists only while a file is read. */
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly scratch: string,
  ) {}

  /** Does work with the bytes of a file, unpacked if it is in an archive. */
  async withContent<T>({ path, name, member }: FolderEntry, work: (path: string) => Promise<T>): Promise<T> {
    await mkdir(this.scratch, { recursive: true, mode: 0o700 });
    try {
      if (member === undefined) return await work(path);
      const content = join(this.scratch, `content${fileSuffix(name)}`);
      await unpackZipMember(path, member, content);
      return await work(content);
    } finally {
      await rm(this.scratch, { recursive: true, force: true });
    }
  }

  /** The first records of a file in any encoding, or all of them, and how much of the file they are. A Fault if it cannot be read. */
  async read(
    path: string,
    { isWhole = false, wants = () => false }: { isWhole?: boolean; wants?: () => boolean } = {},
  ): Promise<{ text: TextRelation; share: number }> {
    const head = isWhole ? { path, share: 1 } : await copyFileHead(path, this.scratch);
    const encoding = declaredEncoding(await this.guessEncoding(head.path));
    const read = (from: string) => readTextRelation(this.connection, from, this.scratch, { encoding, wants });
    if (head.share === 1) return { text: await read(path), share: 1 };
    // The head may end within a quoted field, which is no fault of the file.
    const text = await read(head.path).catch((error) => {
      if (error instanceof Fault) return undefined;
      throw error;
    });
    return text ? { text, share: head.share } : { text: await read(path), share: 1 };
  }

  /** What all bytes of a file suggest. */
  async guessEncoding(path: string): Promise<GuessedEncoding> {
    return this.guess(/\.gz$/i.test(path) ? (await gunzipFile(path, this.scratch)).path : path);
  }

  /** A mark at the beginning of a file counts more than what a source declares, so its bytes do not matter. */
  private async guess(path: string): Promise<GuessedEncoding> {
    if (/\.parquet$/i.test(path)) return "ascii";
    const unmarked = "latin-1";
    return (await detectEncoding(path, unmarked)) === unmarked ? guessEncoding(readChunks(path)) : "ascii";
  }
}

const declaredEncoding = (guessed: GuessedEncoding): DeclaredEncoding => (guessed === "ascii" ? "utf-8" : guessed);
