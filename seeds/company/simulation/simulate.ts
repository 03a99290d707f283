/** Company by company: who comes, what they do, what sales makes of it, and every row of the exports that tells of it. */
import type { DefinitionVersion } from "../../../src/config/definition_version.js";
import type { SystemsName } from "../systems/names.js";
import type { Linked } from "../systems/sinks.js";
import { historyOf, versionsIn } from "../truth/scores.js";
import type { TruthWriter } from "../truth/writer.js";
import { asOf, worldOf } from "../world/company.js";
import { contactOf, type Employer, type Held, type Human, leadOf, mapLeadOf } from "../world/human.js";
import { DAY, type World } from "../world/life.js";
import { Chance } from "../world/random.js";
import { arrival } from "./arrivals.js";
import { Behaviour } from "./behaviour.js";
import { callIn, sell } from "./buying_groups.js";
import { Exports } from "./exports.js";
import { lifeOf, saidOf } from "./life_of.js";
import { makeDouble, visitAnonymously } from "./mishaps.js";
import { headcount, makeEmployer, makeHuman } from "./population.js";
import { Sales } from "./sales.js";
import { leftOut } from "./speaking.js";

/** Who is told what the simulation knows, as it goes. */
export type Listener = Pick<TruthWriter, "add" | "leaveOut" | "rejectedRow" | "dirt" | "flush" | "finish">;

export interface Simulated {
  readonly seed: number;
  readonly leads: number;
  /** Project folder; its exports are made. */
  readonly folder: string;
  readonly definitions: readonly DefinitionVersion[];
  readonly systems: SystemsName;
}

/** Memory is bounded by one company's people, whatever the number of leads. */
export async function simulate(
  { seed, leads, folder, definitions, systems }: Simulated,
  listenerOf: (world: World) => Listener,
): Promise<Record<string, number>> {
  const exports = new Exports(folder, leads, systems);
  const versions = versionsIn(exports.zone, definitions);
  const listener = listenerOf(worldOf(seed, leads, exports.offerings));
  for (let no = 0, made = 0; made < leads; no++) {
    const chance = new Chance(seed, no * 2);
    const employer = makeEmployer(exports, chance, no);
    const around = arrival(chance, null);
    const people: Human[] = [];
    for (let left = Math.min(headcount(chance, employer.employees), leads - made); left > 0; left--)
      people.push(makeHuman(exports, seed, ++made, employer, people.length === 0 ? null : around));
    share(exports, chance, people);
    const everybody = people
      .filter(({ fate }) => fate !== "vanished")
      .flatMap((human) => live(exports, human, versions));
    for (const deal of employer.deals) callIn(exports, chance, deal, people);
    write(exports, employer, everybody, listener);
    const visitor = chance.is(0.04) ? visitAnonymously(exports, chance) : null;
    if (visitor !== null) listener.leaveOut({ system: "map", record_id: visitor, reason: "anonymous" });
    await listener.flush();
  }
  exports.close();
  for (const [kind, times] of exports.dirt) listener.dirt(kind, times);
  await listener.finish();
  return { ...exports.crm.rows, ...exports.map.rows };
}

/** Two people behind one address of the company: nobody may take them for one. */
function share(exports: Exports, chance: Chance, people: readonly Human[]): void {
  const [one, other] = people.filter(
    (human) =>
      human.fate === "kept" && human.held.every(({ status, mergedInto }) => status === "New" && mergedInto === null),
  );
  if (!one || !other || !chance.is(0.02)) return;
  if (
    [one, other].some(
      (human) =>
        human.held.filter(({ object }) => object === "MapLead").length !== 1 ||
        human.held.filter(({ object }) => object === "Lead").length > 1,
    )
  )
    return;
  exports.plant("shared_mailbox");
  for (const held of [...one.held, ...other.held]) held.email = `info@${one.employer.domain}`;
}

/** What one human does, what the score makes of it, and what sales does then; a double of him besides. */
function live(exports: Exports, human: Human, versions: ReturnType<typeof versionsIn>): Human[] {
  const { chance } = human;
  if (mapLeadOf(human)) new Behaviour(exports, human, asOf).live();
  if (human.fate !== "kept") return [human];
  if (human.source.name === "Outbound") sell(exports, human);
  else {
    const sales = new Sales(exports, human);
    if (isGamed(exports, human)) sales.gamed(leadOf(human)!.created);
    else
      sales.work(
        historyOf(versions, { said: saidOf(human), did: human.did }, asOf).filter((one) => one.is_mql_eligible),
      );
  }
  if (!chance.is(0.008)) return [human];
  const double = makeDouble(exports, human);
  new Behaviour(exports, double, asOf).live();
  return [human, double];
}

/** The campaign that was bought to make the quarter: whoever it brought was called an MQL. */
function isGamed(exports: Exports, human: Human): boolean {
  const program = mapLeadOf(human)?.program;
  return program != null && exports.offering(program)?.kind === "game" && leadOf(human) !== undefined;
}

function write(exports: Exports, employer: Employer, people: readonly Human[], listener: Listener): void {
  exports.crm.account(employer);
  for (const human of people) {
    for (const held of human.held) {
      writeRecord(exports, human, held);
      const reason = leftOut(human, held);
      if (reason) listener.leaveOut({ system: held.system, record_id: held.id, reason });
      if (held.object === "MapLead" && held.isDeleted)
        exports.map.deletion(held.id, Math.min(asOf, held.created + 40 * DAY));
    }
    if (human.no % 2500 === 100) spoilRow(exports, human, listener);
    const life = lifeOf(human);
    if (life) listener.add(life);
  }
  for (const deal of employer.deals) exports.crm.deal(employer, deal);
}

/** A row that no date fits: it is rejected, and nothing else is. */
function spoilRow(exports: Exports, human: Human, listener: Listener): void {
  exports.plant("rejected_row");
  listener.rejectedRow(exports.crm.brokenRow(contactOf(human)?.created ?? human.born));
}

function writeRecord({ crm, map }: Exports, human: Human, held: Held): void {
  if (held.object !== "MapLead") crm.record(human, held);
  else map.record(human, held, linkedTo(human, held));
}

/** Ids of the CRM come in two lengths. */
function linkedTo(human: Human, held: Held): Linked {
  if (held.isDeleted || held.mergedInto !== null || held.status.includes("unlinked"))
    return { lead: null, contact: null };
  const lead = human.held.find(({ object, mergedInto }) => object === "Lead" && mergedInto === null);
  const contact = contactOf(human);
  const written = (id: string) => (human.chance.is(0.2) ? id.slice(0, 15) : id);
  return { lead: lead ? written(lead.id) : null, contact: contact ? written(contact.id) : null };
}
