import { decodedChunks, fileKind } from "../../text/decoded_chunks.js";
import { tokenPatterns } from "../../text/needles.js";
import { addressKey, allHashes, type ForgottenPeople, hashKey, recordKey } from "../forgotten_people.js";

/** True if a file has an address or a Salesforce id of a forgotten person, or if nobody can look into it. */
export async function mayHaveForgotten(path: string, forgotten: ForgottenPeople): Promise<boolean> {
  if (["zip", "parquet", "database"].includes(await fileKind(path))) return true;
  const hashes = new Set(allHashes(forgotten));
  const isForgotten = (key: string) => hashes.has(hashKey(forgotten, key));
  const [address, id] = [new RegExp(tokenPatterns.address, "gu"), new RegExp(tokenPatterns.id, "gu")];
  for await (const text of decodedChunks(path)) {
    for (const [token] of text.matchAll(address))
      if (isForgotten(addressKey(token.replace(/%40|\\u0040/, "@")))) return true;
    for (const [token] of text.matchAll(id)) if (isForgotten(recordKey("", token))) return true;
  }
  return false;
}
