/** Company by company: who comes, what they do, what sales makes of it, and every row of the exports that tells of it. */
import type { DefinitionVersion } from "../../../src/config/definition_version.js";
import type { SystemName } from "../systems/system_names.js";
import type { CrmIds } from "../systems/system_writer.js";
import { createScoringVersions, scoreHistoryOf } from "../truth/scores.js";
import type { TruthWriter } from "../truth/truth_writer.js";
import { asOf, companyFactsOf } from "../world/company.js";
import type { CompanyFacts } from "../world/ground_truth.js";
import { contactOf, type Employer, type Human, leadOf, mapLeadOf, type SystemRecord } from "../world/human.js";
import { SeededRandom } from "../world/seeded_random.js";
import { DAY } from "../world/time_units.js";
import { drawArrivalTime } from "./acquisition.js";
import { addBuyingGroup, openSalesSourcedDeal } from "./buying_groups.js";
import { addAnonymousVisitor, makeUnlinkedDouble } from "./dirty_data.js";
import { ExportWriter } from "./export_writer.js";
import { MarketingBehaviour } from "./marketing_behaviour.js";
import { observationsOf, personHistoryOf } from "./person_history.js";
import { drawHeadcount, makeEmployer, makeHuman } from "./population.js";
import { exclusionReason } from "./record_precedence.js";
import { SalesProcess } from "./sales_process.js";

/** Who is told what the simulation knows, as it goes. */
export type TruthListener = Pick<
  TruthWriter,
  "add" | "addExcluded" | "addRejectedRow" | "addDirt" | "flush" | "finish"
>;

export interface SimulationOptions {
  readonly seed: number;
  readonly leads: number;
  /** Project folder; its exports are made. */
  readonly folder: string;
  readonly definitions: readonly DefinitionVersion[];
  readonly systems: SystemName;
}

/** Memory is bounded by one company's people, whatever the number of leads. */
export async function simulate(
  { seed, leads, folder, definitions, systems }: SimulationOptions,
  listenerOf: (world: CompanyFacts) => TruthListener,
): Promise<Record<string, number>> {
  const exports = new ExportWriter(folder, leads, systems);
  const versions = createScoringVersions(exports.zone, definitions);
  const listener = listenerOf(companyFactsOf(seed, leads, exports.campaigns));
  for (let no = 0, made = 0; made < leads; no++) {
    const chance = new SeededRandom(seed, no * 2);
    const employer = makeEmployer(exports, chance, no);
    const around = drawArrivalTime(chance, null);
    const people: Human[] = [];
    for (let left = Math.min(drawHeadcount(chance, employer.employees), leads - made); left > 0; left--)
      people.push(makeHuman(exports, seed, ++made, employer, people.length === 0 ? null : around));
    shareMailbox(exports, chance, people);
    const everybody = people
      .filter(({ fate }) => fate !== "vanished")
      .flatMap((human) => simulateHuman(exports, human, versions));
    for (const deal of employer.deals) addBuyingGroup(exports, chance, deal, people);
    writeEmployer(exports, employer, everybody, listener);
    const visitor = chance.happens(0.04) ? addAnonymousVisitor(exports, chance) : null;
    if (visitor !== null) listener.addExcluded({ system: "map", record_id: visitor, reason: "anonymous" });
    await listener.flush();
  }
  exports.close();
  for (const [kind, times] of exports.dirt) listener.addDirt(kind, times);
  await listener.finish();
  return { ...exports.crm.rows, ...exports.map.rows };
}

/** Two people behind one address of the company: nobody may take them for one. */
function shareMailbox(exports: ExportWriter, chance: SeededRandom, people: readonly Human[]): void {
  const [one, other] = people.filter(
    (human) =>
      human.fate === "kept" && human.records.every(({ status, mergedInto }) => status === "New" && mergedInto === null),
  );
  if (!one || !other || !chance.happens(0.02)) return;
  if (
    [one, other].some(
      (human) =>
        human.records.filter(({ object }) => object === "MapLead").length !== 1 ||
        human.records.filter(({ object }) => object === "Lead").length > 1,
    )
  )
    return;
  exports.countDirt("shared_mailbox");
  for (const held of [...one.records, ...other.records]) held.email = `info@${one.employer.domain}`;
}

/** What one human does, what the score makes of it, and what sales does then; a double of him besides. */
function simulateHuman(
  exports: ExportWriter,
  human: Human,
  versions: ReturnType<typeof createScoringVersions>,
): Human[] {
  const { chance } = human;
  if (mapLeadOf(human)) new MarketingBehaviour(exports, human, asOf).simulate();
  if (human.fate !== "kept") return [human];
  if (human.source.name === "Outbound") openSalesSourcedDeal(exports, human);
  else {
    const sales = new SalesProcess(exports, human);
    if (isFromGamedCampaign(exports, human)) sales.workGamedMql(leadOf(human)!.created);
    else
      sales.work(
        scoreHistoryOf(versions, { observations: observationsOf(human), activities: human.activities }, asOf).filter(
          (one) => one.is_mql_eligible,
        ),
      );
  }
  if (!chance.happens(0.008)) return [human];
  const double = makeUnlinkedDouble(exports, human);
  new MarketingBehaviour(exports, double, asOf).simulate();
  return [human, double];
}

/** The campaign that was bought to make the quarter: whoever it brought was called an MQL. */
function isFromGamedCampaign(exports: ExportWriter, human: Human): boolean {
  const program = mapLeadOf(human)?.program;
  return program != null && exports.campaign(program)?.kind === "game" && leadOf(human) !== undefined;
}

function writeEmployer(
  exports: ExportWriter,
  employer: Employer,
  people: readonly Human[],
  listener: TruthListener,
): void {
  exports.crm.account(employer);
  for (const human of people) {
    for (const held of human.records) {
      writeRecord(exports, human, held);
      const reason = exclusionReason(human, held);
      if (reason) listener.addExcluded({ system: held.system, record_id: held.id, reason });
      if (held.object === "MapLead" && held.isDeleted)
        exports.map.deletion(held.id, Math.min(asOf, held.created + 40 * DAY));
    }
    if (human.no % 2500 === 100) writeInvalidRow(exports, human, listener);
    const life = personHistoryOf(human);
    if (life) listener.add(life);
  }
  for (const deal of employer.deals) exports.crm.deal(employer, deal);
}

/** A row that no date fits: it is rejected, and nothing else is. */
function writeInvalidRow(exports: ExportWriter, human: Human, listener: TruthListener): void {
  exports.countDirt("rejected_row");
  listener.addRejectedRow(exports.crm.brokenRow(contactOf(human)?.created ?? human.knownSince));
}

function writeRecord({ crm, map }: ExportWriter, human: Human, held: SystemRecord): void {
  if (held.object !== "MapLead") crm.record(human, held);
  else map.record(human, held, crmIdsOf(human, held));
}

/** Ids of the CRM come in two lengths. */
function crmIdsOf(human: Human, held: SystemRecord): CrmIds {
  if (held.isDeleted || held.mergedInto !== null || held.status.includes("unlinked"))
    return { lead: null, contact: null };
  const lead = human.records.find(({ object, mergedInto }) => object === "Lead" && mergedInto === null);
  const contact = contactOf(human);
  const written = (id: string) => (human.chance.happens(0.2) ? id.slice(0, 15) : id);
  return { lead: lead ? written(lead.id) : null, contact: contact ? written(contact.id) : null };
}
