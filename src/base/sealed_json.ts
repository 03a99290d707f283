/** JSON that carries a hash of itself, so that a file that was cut off or changed on the disk is not taken for what was written. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { writePrivateJson } from "./private_file.js";

/** The object with one more member, `seal`: the hash of all others. */
export const withSeal = <T extends object>(value: T): T & { readonly seal: string } => ({
  ...value,
  seal: sealOf(value),
});

/** An object that was read, without its seal. */
export interface SealedObject {
  readonly value: Readonly<Record<string, unknown>>;
  /** False for what an earlier version wrote, which had no seals. */
  readonly isSealed: boolean;
}

/** Reads an object; undefined if the text is not JSON of an object or if the seal is not that of its content. */
export function readSealed(text: string): SealedObject | undefined {
  const parsed = parseObject(text);
  if (parsed === undefined) return undefined;
  const { seal, ...value } = parsed;
  if (!("seal" in parsed)) return { value, isSealed: false };
  return seal === sealOf(value) ? { value, isSealed: true } : undefined;
}

// Equal before and after a file, because JSON keeps the order of members.
const sealOf = (value: object) => createHash("sha256").update(JSON.stringify(value)).digest("hex");

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

/** `last_load.json` has its copy in `last_load.copy.json`. */
const copyPath = (path: string) => path.replace(/\.json$/, ".copy.json");

/** Writes a sealed object twice, so that one damaged file loses nothing. The path ends in `.json`. */
export async function writeWithCopy(path: string, value: object): Promise<void> {
  for (const file of [path, copyPath(path)]) await writePrivateJson(file, withSeal(value));
}

/** The object in a file, or in its copy if the file is damaged; undefined if both are missing, null if nothing sound is left. */
export async function readWithCopy(path: string): Promise<Readonly<Record<string, unknown>> | undefined | null> {
  const texts = [await readIfPresent(path), await readIfPresent(copyPath(path))];
  if (texts.every((text) => text === undefined)) return undefined;
  const sound = texts.flatMap((text) => (text === undefined ? [] : (readSealed(text) ?? [])));
  // What has no seal is of an earlier version, or its seal is damaged: a sealed copy is better.
  return (sound.find(({ isSealed }) => isSealed) ?? sound[0])?.value ?? null;
}

/** The text of a file; undefined if it is missing, blank if the disk cannot read it. */
export const readIfPresent = (path: string): Promise<string | undefined> =>
  readFile(path, "utf8").catch((error) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    if (error.code === "EISDIR" || error.code === "EIO") return "";
    throw error;
  });
