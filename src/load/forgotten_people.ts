/** Who was forgotten: salted hashes, so that neither the next export nor a load that is made again brings a person back. */
import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { comparisonKey } from "../base/comparison_key.js";
import { UserError } from "../base/errors.js";
import { parsedJson } from "../base/parsed_json.js";
import { writePrivateJson } from "../base/private_file.js";
import type { Config } from "../config/config_schema.js";
import { publishFolder } from "../config/project_paths.js";
import type { Instant } from "../table/columns.js";
import { crmKeyOf } from "../table/salesforce_id.js";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** The schema of `forgotten.json`. It has no address, id or name. */
const forgottenSchema = z.strictObject({
  schema_version: z.literal(1),
  salt: z.string().min(32),
  /** One entry for each time that a person was forgotten. */
  people: z.array(
    z.strictObject({
      forgotten_at: z.custom<Instant>((value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)),
      hashes: z.array(hash),
    }),
  ),
});

export type ForgottenPeople = z.infer<typeof forgottenSchema>;
const forgottenFile = parsedJson(forgottenSchema);

/** The file with the hashes; it is as important as the history, so it belongs to the backup. */
const forgottenPath = (project: string, config: Pick<Config, "publish">): string =>
  join(publishFolder(project, config), "forgotten.json");

/** Who was forgotten; undefined if nobody. A `UserError` (exit 4) if the file is damaged: people would come back unseen. */
export async function readForgotten(
  project: string,
  config: Pick<Config, "publish">,
): Promise<ForgottenPeople | undefined> {
  const path = forgottenPath(project, config);
  const text = await readFile(path, "utf8").catch((error) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const read = forgottenFile.safeParse(text);
  if (read.success) return read.data.people.length === 0 ? undefined : read.data;
  throw new UserError(
    `${path}: found a damaged file, expected the hashes of forgotten people. Restore it from a backup: without it the next export would bring them back.`,
    4,
  );
}

export const writeForgotten = (
  project: string,
  config: Pick<Config, "publish">,
  people: ForgottenPeople,
): Promise<void> => writePrivateJson(forgottenPath(project, config), people);

export const nobodyForgotten = (): ForgottenPeople => ({
  schema_version: 1,
  salt: randomBytes(24).toString("hex"),
  people: [],
});

/** Adds the hashes of a person, except those that are known. */
export function addForgotten(
  forgotten: ForgottenPeople,
  hashes: readonly string[],
  forgotten_at: Instant,
): ForgottenPeople {
  const known = new Set(allHashes(forgotten));
  const added = [...new Set(hashes)].filter((one) => !known.has(one)).sort();
  if (added.length === 0) return forgotten;
  return { ...forgotten, people: [...forgotten.people, { forgotten_at, hashes: added }] };
}

export const allHashes = ({ people }: ForgottenPeople): string[] => people.flatMap(({ hashes }) => hashes);

/** What is hashed, before the salt: an address, a record or an activity. Their twins in SQL are in `rows/forgotten_keys.ts`. */
export const addressKey = (address: string): string => `address:${comparisonKey(address)}`;
export const recordKey = (system: string, id: string): string => crmKeyOf(id) ?? `id:${system}:${id}`;
export const activityKey = (system: string, id: string): string => `activity:${system}:${id}`;

export const hashKey = ({ salt }: ForgottenPeople, key: string): string =>
  createHash("sha256")
    .update(salt + key)
    .digest("hex");
