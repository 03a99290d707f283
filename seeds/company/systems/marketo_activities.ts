/** Rows of Marketo's activity log: type ids, primary values and attributes. */
import type { Human, SystemRecord } from "../world/human.js";
import { ourHost } from "../world/market.js";
import type { MarketingAsset } from "../world/marketing_assets.js";
import { escapeQuotes } from "./csv_file.js";
import type { ActivityKind, ActivityLogRow } from "./system_writer.js";

/** One row of the log. `json` holds the attributes with doubled quotes, as inside a quoted field; empty if there are none. */
export interface MarketoActivity {
  readonly typeId: number;
  readonly primaryId: number | string;
  readonly primaryValue: string;
  readonly json: string;
}

const typeIds: Readonly<Record<ActivityKind, number>> = {
  visit: 1,
  form: 2,
  sent: 6,
  delivered: 7,
  bounce: 8,
  unsubscribe: 9,
  open: 10,
  click: 11,
  list: 24,
};

export function activityRow(human: Human | null, row: ActivityLogRow): MarketoActivity {
  if (row.progress !== undefined) {
    const { campaign, from, to } = row.progress;
    const member = 1_000_000 + (human?.no ?? 0);
    const json = `{"Program Member ID":${member},"Old Status":"${from}","New Status":"${to}","Success":true}`;
    const { campaign_id, name } = campaign;
    return { typeId: 104, primaryId: campaign_id, primaryValue: name, json: escapeQuotes(json) };
  }
  const { doing, asset, isBot } = row;
  const typeId = typeIds[doing];
  const json = human === null ? "" : attributesField(typeId, human, asset, isBot);
  return { typeId, primaryId: asset.id, primaryValue: asset.name, json };
}

export function mergeRow({ first, last }: Human, winner: SystemRecord, loser: SystemRecord): MarketoActivity {
  const json = `{"Merge IDs":"[${loser.id}]","Merged in Sales":false,"Master Updated":true,"Merge Source":"leaddb"}`;
  return { typeId: 32, primaryId: winner.id, primaryValue: `${first} ${last}`, json: escapeQuotes(json) };
}

/** Cached attributes of each kind of row, split where the visitor's IP address is inserted. */
const attributeTemplates = new Map<number, readonly [string, string]>();

function attributesField(typeId: number, { no }: Human, asset: MarketingAsset, isBot: boolean): string {
  const key = (asset.id * 32 + typeId) * 2 + (isBot ? 1 : 0);
  let template = attributeTemplates.get(key);
  if (!template) {
    const [before, after = ""] = escapeQuotes(attributesJson(typeId, asset, isBot)).split("ADDRESS");
    template = [before!, after];
    attributeTemplates.set(key, template);
  }
  return template[1] === "" ? template[0] : `${template[0]}198.51.${(no >> 8) & 255}.${no & 255}${template[1]}`;
}

function attributesJson(typeId: number, { id, name }: MarketingAsset, isBot: boolean): string {
  if (typeId === typeIds.visit)
    return `{"Client IP Address":"ADDRESS","Webpage ID":${id},"Webpage URL":"${name.slice(ourHost.length)}"}`;
  if (typeId === typeIds.form)
    return `{"Client IP Address":"ADDRESS","Form Fields":"Email, First Name, Last Name","Webform ID":${id}}`;
  if (typeId === typeIds.open || typeId === typeIds.click) {
    const pattern = isBot ? "Matched pattern" : "N/A";
    return `{"Campaign Run ID":${id},"Is Bot Activity":${isBot},"Bot Activity Pattern":"${pattern}"}`;
  }
  return typeId === typeIds.list ? `{"Source":"List import"}` : `{"Campaign Run ID":${id}}`;
}
