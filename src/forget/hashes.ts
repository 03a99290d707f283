import {
  activityKey,
  addressKey,
  allHashes,
  type ForgottenPeople,
  hashKey,
  recordKey,
} from "../load/forgotten_people.js";
import type { Project } from "../project/project.js";
import type { Person } from "./person.js";

/** The hashes by which the person is known again. */
export const hashesOf = (forgotten: ForgottenPeople, person: Person): string[] =>
  [
    ...[...person.addresses].map(addressKey),
    ...person.records.keys(),
    ...person.activities.map(({ system, id }) => activityKey(system, id)),
  ].map((key) => hashKey(forgotten, key));

/** What an address or an id, with or without its system, may have been hashed as. */
const keysOf = ({ config }: Pick<Project, "config">, asked: string): string[] => {
  const [named, ...rest] = asked.split(":");
  const id = rest.join(":");
  return [
    addressKey(asked),
    ...(rest.length > 0 ? [recordKey(named!, id)] : []),
    ...config.sources.map(({ name }) => recordKey(name, asked)),
  ];
};

/** True if an address or an id is that of a forgotten person. */
export function isHashed(project: Pick<Project, "config">, forgotten: ForgottenPeople, asked: string): boolean {
  const known = new Set(allHashes(forgotten));
  return keysOf(project, asked).some((key) => known.has(hashKey(forgotten, key)));
}

/** The hashes without those of the person whom an address or an id names. */
export function withoutPerson(
  project: Pick<Project, "config">,
  forgotten: ForgottenPeople,
  asked: string,
): ForgottenPeople {
  const gone = new Set(keysOf(project, asked).map((key) => hashKey(forgotten, key)));
  const people = forgotten.people.filter(({ hashes }) => !hashes.some((hash) => gone.has(hash)));
  return { ...forgotten, people };
}
