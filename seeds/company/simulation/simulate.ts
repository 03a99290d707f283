/** Simulates company by company: its people, what they do, what sales does, and the exports of all of it. */
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

/** Receives the truth about each person during the simulation. */
export type TruthListener = Pick<
  TruthWriter,
  "add" | "addExcluded" | "addRejectedRow" | "addDirt" | "flush" | "finish"
>;

export interface SimulationOptions {
  readonly seed: number;
  readonly leads: number;
  /** Project folder, in which the exports are written. */
  readonly folder: string;
  readonly definitions: readonly DefinitionVersion[];
  readonly systems: SystemName;
}

/** Runs the simulation. Returns the row count of each export file. Memory does not grow with the number of leads. */
export async function simulate(
  { seed, leads, folder, definitions, systems }: SimulationOptions,
  createListener: (company: CompanyFacts) => TruthListener,
): Promise<Record<string, number>> {
  const exports = new ExportWriter(folder, leads, systems);
  const versions = createScoringVersions(exports.zone, definitions);
  const listener = createListener(companyFactsOf(seed, leads, exports.campaigns));
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

/** Gives two colleagues the same mailbox, e.g. info@. The product must not merge them. */
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
  for (const record of [...one.records, ...other.records]) record.email = `info@${one.employer.domain}`;
}

/** Simulates one human: marketing activities, MQLs and sales. Returns the human and, rarely, a second identity without a link. */
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

/** True for leads of the campaign that inflates the MQL count: all of them become MQLs. */
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
    for (const record of human.records) {
      writeRecord(exports, human, record);
      const reason = exclusionReason(human, record);
      if (reason) listener.addExcluded({ system: record.system, record_id: record.id, reason });
      if (record.object === "MapLead" && record.isDeleted)
        exports.map.deletion(record.id, Math.min(asOf, record.created + 40 * DAY));
    }
    if (human.no % 2500 === 100) writeInvalidRow(exports, human, listener);
    const history = personHistoryOf(human);
    if (history) listener.add(history);
  }
  for (const deal of employer.deals) exports.crm.deal(employer, deal);
}

/** Writes a row with an invalid date, which the product must reject. No other row is rejected. */
function writeInvalidRow(exports: ExportWriter, human: Human, listener: TruthListener): void {
  exports.countDirt("rejected_row");
  listener.addRejectedRow(exports.crm.brokenRow(contactOf(human)?.created ?? human.knownSince));
}

function writeRecord({ crm, map }: ExportWriter, human: Human, record: SystemRecord): void {
  if (record.object !== "MapLead") crm.record(human, record);
  else map.record(human, record, crmIdsOf(human, record));
}

/** The linked CRM records of a marketing record. Some ids have 15 characters instead of 18. */
function crmIdsOf(human: Human, record: SystemRecord): CrmIds {
  if (record.isDeleted || record.mergedInto !== null || record.status.includes("unlinked"))
    return { lead: null, contact: null };
  const lead = human.records.find(({ object, mergedInto }) => object === "Lead" && mergedInto === null);
  const contact = contactOf(human);
  const written = (id: string) => (human.chance.happens(0.2) ? id.slice(0, 15) : id);
  return { lead: lead ? written(lead.id) : null, contact: contact ? written(contact.id) : null };
}
