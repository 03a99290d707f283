import { recordKey } from "../load/forgotten_people.js";
import type { Needle } from "../text/needles.js";

/** A record of one system; the id as the loader stores it. */
export interface RecordId {
  readonly system: string;
  readonly id: string;
}

/** Everything by which the data of a person is found. It grows while more records and addresses are met. */
export class Person {
  /** By the key of the record. */
  readonly records = new Map<string, RecordId>();
  /** Trimmed, in lower case. */
  readonly addresses = new Set<string>();
  readonly names = new Set<string>();
  /** Activities that nobody else took part in. */
  readonly activities: RecordId[] = [];

  /** True if the record is new. */
  addRecord(record: RecordId): boolean {
    const key = recordKey(record.system, record.id);
    if (record.id === "" || this.records.has(key)) return false;
    this.records.set(key, record);
    return true;
  }

  /** The texts that must be nowhere afterwards. A number such as 101 is left out: it may be anything. */
  get needles(): Needle[] {
    const ids = [...this.records.values()].map(({ id }) => id);
    return [
      ...[...this.addresses].map((text): Needle => ({ kind: "address", text })),
      ...ids.filter(isTelling).map((text): Needle => ({ kind: "id", text })),
      ...[...this.names].map((text): Needle => ({ kind: "name", text })),
    ];
  }
}

/** True for an id that cannot be met by chance. One that is an address is looked for as an address. */
const isTelling = (id: string) => id.length >= 8 && /[A-Za-z]/.test(id) && /\d/.test(id) && !id.includes("@");

/** The name of a person as exports write it; a name of one word is left out, because it is a word of many texts. */
export function namesOf({ full, first, last }: Record<"full" | "first" | "last", string | null>): string[] {
  const parts = first && last ? [`${first} ${last}`, `${last} ${first}`, `${last}, ${first}`] : [];
  const all = [...(full ? [full] : []), ...parts].map((name) => name.normalize("NFC").trim().replace(/\s+/g, " "));
  return all.filter((name) => name.length > 3 && name.includes(" "));
}
