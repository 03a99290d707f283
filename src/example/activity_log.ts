/** What one human did with marketing, in Marketo's log and in what the simulation knows of him. */

import type { Exports } from "./exports.js";
import type { Human } from "./human.js";
import { HOUR, type Micros, SECOND } from "./life.js";
import { ourHost } from "./market.js";
import { jsonField } from "./marketo_files.js";
import type { Offering } from "./offerings.js";
import { type Offer, pages } from "./offers.js";

export class ActivityLog {
  constructor(
    private readonly exports: Exports,
    private readonly human: Human,
  ) {}

  visit(at: Micros, count: number): void {
    for (let no = 0; no < count; no++)
      this.log(1, this.human.chance.one(pages), at + no * this.human.chance.whole(20, 200) * SECOND);
  }

  fill(form: Offer, at: Micros): void {
    this.log(2, form, at);
  }

  /** Statuses of a member of a program: registered, then there or not. */
  progress(offering: Offering, at: Micros): void {
    const { chance } = this.human;
    if (offering.kind !== "webinar") {
      this.status(offering, "Downloaded", "Not in Program", "content_download", at);
      return;
    }
    this.status(offering, "Registered", "Invited", "webinar_registration", at);
    if (chance.is(0.55)) {
      const cameAt = Math.max(offering.from + chance.whole(60, 900) * SECOND, at + HOUR);
      this.status(offering, "Attended", "Registered", "webinar_attendance", cameAt);
    }
  }

  private status(offering: Offering, to: string, from: string, type: string, at: Micros): void {
    const { campaign_id, name } = offering;
    const member = 1_000_000 + this.human.no;
    const attributes = jsonField(
      `{"Program Member ID":${member},"Old Status":"${from}","New Status":"${to}","Success":true}`,
    );
    this.exports.log(
      this.human,
      { at, typeId: 104, primaryId: campaign_id, primaryValue: name, attributes },
      {
        type,
        asset: name,
        campaign_id,
        is_bot: false,
      },
    );
  }

  /** Something that the human, or a machine in his name, did. */
  log(typeId: number, offer: Offer, at: Micros, is_bot = false): void {
    const row = {
      at,
      typeId,
      primaryId: offer.id,
      primaryValue: offer.name,
      attributes: attributesOf(typeId, this.human, offer, is_bot),
    };
    this.exports.log(this.human, row, { type: offer.type, asset: offer.name, campaign_id: null, is_bot });
  }

  /** Something that Marketo did: in the log, and no activity of the human. */
  system(typeId: number, offer: Offer, at: Micros): void {
    const attributes = attributesOf(typeId, this.human, offer, false);
    this.exports.log(this.human, { at, typeId, primaryId: offer.id, primaryValue: offer.name, attributes }, null);
  }
}

export const clickOf = (mail: Offer): Offer => ({ ...mail, type: "email_click" });

/** JSON of each kind of row, ready for its field, in two parts: the address of the visitor stands between them. */
const shapes = new Map<number, readonly [string, string]>();

function attributesOf(typeId: number, { no }: Human, offer: Offer, isBot: boolean): string {
  const key = (offer.id * 32 + typeId) * 2 + (isBot ? 1 : 0);
  let shape = shapes.get(key);
  if (!shape) {
    const [before, after = ""] = jsonField(jsonOf(typeId, offer, isBot)).split("ADDRESS");
    shape = [before!, after];
    shapes.set(key, shape);
  }
  return shape[1] === "" ? shape[0] : `${shape[0]}198.51.${(no >> 8) & 255}.${no & 255}${shape[1]}`;
}

function jsonOf(typeId: number, { id, name }: Offer, isBot: boolean): string {
  if (typeId === 1)
    return `{"Client IP Address":"ADDRESS","Webpage ID":${id},"Webpage URL":"${name.slice(ourHost.length)}"}`;
  if (typeId === 2)
    return `{"Client IP Address":"ADDRESS","Form Fields":"Email, First Name, Last Name","Webform ID":${id}}`;
  if (typeId === 10 || typeId === 11) {
    const pattern = isBot ? "Matched pattern" : "N/A";
    return `{"Campaign Run ID":${id},"Is Bot Activity":${isBot},"Bot Activity Pattern":"${pattern}"}`;
  }
  return typeId === 24 ? `{"Source":"List import"}` : `{"Campaign Run ID":${id}}`;
}
