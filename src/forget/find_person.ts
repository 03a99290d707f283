import { existsSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { comparisonKey } from "../base/comparison_key.js";
import { UserError } from "../base/errors.js";
import { historyFolder, warehousePath } from "../config/project_paths.js";
import { type ForgottenPeople, readForgotten } from "../load/forgotten_people.js";
import { readHistory } from "../load/history.js";
import { findDamagedLoads } from "../load/verify_history.js";
import { readCatalogue } from "../project/catalogue.js";
import type { Project } from "../project/project.js";
import { withReader } from "../query/sealed_reader.js";
import { withWarehouse } from "../table/database_file.js";
import { hashesOf, isHashed } from "./hashes.js";
import { type HistoryToSearch, idsOfAddress, type Others, searchHistory } from "./history_person.js";
import type { Person } from "./person.js";
import {
  type AddressRules,
  addressesOfOthers,
  findPublished,
  isShared,
  namesOfOthers,
  peopleOfRecords,
  recordsOfOthers,
} from "./published_person.js";

/** A person as found, and what was found out on the way. */
export interface FoundPerson {
  readonly person: Person;
  /** Names that somebody else has, too: they are not looked for. */
  readonly sharedNames: number;
  /** True if the person was forgotten before, e.g. by a run that was killed. */
  readonly isForgotten: boolean;
}

/**
 * Finds all records, addresses and names of the person whom an address or an id names. A `UserError` (exit 2) if it names
 * several people or a shared mailbox, or if nothing was ever published. The person has no records if there is nobody.
 */
export async function findPerson(project: Project, who: string): Promise<FoundPerson> {
  const { config } = project;
  const { shared_mailboxes: mailboxes, max_records_per_email: mostRecords } = config.identity;
  const rules: AddressRules = { mailboxes, mostRecords };
  const asked = who.trim();
  if (asked.includes("@") && isShared(asked, rules))
    throw new UserError("this is a shared mailbox, not the address of one person; forget the person by an id", 2);
  if (!existsSync(warehousePath(project)))
    throw new UserError(
      "nothing was published yet; run `closedloop build` first, so that it is known whose records belong together",
      2,
    );
  const forgotten = await readForgotten(project.folder, config);
  const input = await historyToSearch(project);
  const named = await nameOfOldAddress(project, asked, input, rules);
  return withReader(warehousePath(project), async (reader) => {
    const person = await findPublished(reader, named, rules);
    if (asked.includes("@") && person.records.size === 0) person.addresses.add(comparisonKey(asked));
    await withWarehouse(":memory:", "READ_WRITE", (connection) =>
      searchHistory(connection, input, person, othersOf(reader, rules)),
    );
    const taken = await namesOfOthers(reader, [...person.names]);
    const shared = [...person.names].filter((name) => taken.has(comparisonKey(name)));
    for (const name of shared) person.names.delete(name);
    const isForgotten = forgotten !== undefined && isAskedHashed(project, forgotten, asked, person);
    return { person, sharedNames: shared.length, isForgotten };
  });
}

/** The person_id of whoever had an address that no published record has any more; else what was asked for. A `UserError` (exit 2) if several people had it. */
async function nameOfOldAddress(
  project: Project,
  asked: string,
  input: HistoryToSearch,
  rules: AddressRules,
): Promise<string> {
  if (!asked.includes("@")) return asked;
  return withReader(warehousePath(project), async (reader) => {
    if ((await findPublished(reader, asked, rules)).records.size > 0) return asked;
    const ids = await withWarehouse(":memory:", "READ_WRITE", (connection) => idsOfAddress(connection, input, asked));
    const people = await peopleOfRecords(reader, ids);
    if (people.length > 1)
      throw new UserError(
        `${people.length} people once had this address. Forget the right one by an id: ${people.slice(0, 20).join(", ")}`,
        2,
      );
    return people[0] ?? asked;
  });
}

const othersOf = (reader: DuckDBConnection, rules: AddressRules): Others => ({
  records: (ids) => recordsOfOthers(reader, ids),
  addresses: async (addresses) => {
    const shared = addresses.filter((address) => isShared(address, rules));
    return new Set([...shared, ...(await addressesOfOthers(reader, addresses))]);
  },
});

const isAskedHashed = (project: Project, forgotten: ForgottenPeople, asked: string, person: Person): boolean =>
  isHashed(project, forgotten, asked) ||
  hashesOf(forgotten, person).some((hash) => forgotten.people.some(({ hashes }) => hashes.includes(hash)));

/** The sound loads of the history, also those of sources that are no longer configured, and the ids of damaged ones. */
export async function historyToSearch({
  folder,
  config,
}: Project): Promise<HistoryToSearch & { readonly damaged: ReadonlySet<string> }> {
  const history = historyFolder(folder, config);
  const { loads: all } = await readHistory(history);
  const damaged = new Set((await findDamagedLoads(history, all)).map(({ load_id }) => load_id));
  const { sources: tables } = await readCatalogue();
  return { history, loads: all.filter(({ load_id }) => !damaged.has(load_id)), tables, damaged };
}
