/** JSON that carries a hash of itself, so that a file that was cut off or changed on the disk is not taken for what was written. */
import { createHash } from "node:crypto";

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
