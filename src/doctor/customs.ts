import { aliasOf, folded } from "../text/header.js";
import { csvCell } from "./append.js";
import type { Custom } from "./diagnosis.js";
import { objectOf, type Seen } from "./objects.js";
import { flow } from "./yaml.js";

interface Where {
  readonly product: string;
  readonly object: string;
  readonly column: string;
}

/** What a column may be by its name, in which objects, and the line that would use it; the first that fits counts. */
interface Kind {
  readonly pattern: RegExp;
  readonly objects: RegExp;
  readonly use: string;
  readonly place: string;
  readonly line: (where: Where) => string;
}

const leads = /^(lead|leads|contact)$/i;
const yaml = "closedloop.yaml";
const dated = (stage: string) => (where: Where) =>
  [where.product, where.object, where.column, "*", stage].map((cell) => csvCell(cell)).join(",");
const dateOf = (words: string) => new RegExp(`(^|_)(${words})(_|$).*(date|time|at|on)(_|$)|(date|time)_(${words})`);
const stageDate = (words: string, stage: string): Kind => ({
  pattern: dateOf(words),
  objects: leads,
  use: `when the lead became ${stage === "mql" ? "an MQL" : stage.toUpperCase()}: its instant, also before any history`,
  place: "reference/stage_map.csv",
  line: dated(stage),
});

const kinds: readonly Kind[] = [
  {
    pattern:
      /(reject|disqual|unqual|recycl|lost|loss|dead|return|nurture|close).*reason|reason.*(reject|disqual|unqual|recycl|lost|loss)|^reason(_c)?$/,
    objects: /^(lead|leads|opportunity)$/i,
    use: 'the reason of a rejection or loss; without it each is "No reason given"',
    place: yaml,
    line: ({ object, column }) => `reason_fields: ${flow({ [object.toLowerCase()]: column })}`,
  },
  stageDate("mql|marketing_qualified(_lead)?", "mql"),
  stageDate("sal|sales_accepted(_lead)?", "sal"),
  stageDate("sql|sales_qualified(_lead)?", "sql"),
  {
    pattern: /life_?cycle|funnel_stage|lead_stage|revenue_stage/,
    objects: leads,
    use: "the stage of the lead; what its values mean stands in reference/stage_map.csv",
    place: yaml,
    line: ({ column }) => `stage_field: ${flow(column)}`,
  },
  {
    pattern: /^is_test|^test_(lead|record|account)|_test_(lead|record)/,
    objects: leads,
    use: "marks tests, which are then left out",
    place: yaml,
    line: ({ column }) => `custom: ${flow({ [column]: "is_test" })}`,
  },
  {
    pattern: /persona/,
    objects: leads,
    use: "the persona that somebody gave the lead, in place of the one that its title gives",
    place: yaml,
    line: ({ column }) => `custom: ${flow({ [column]: "persona" })}`,
  },
  {
    pattern:
      /segment|icp|utm_|gclid|product_interest|use_case|tech_stack|technolog|tools|buying_role|job_(level|function)|seniority|plan(_c)?$/,
    objects: leads,
    use: "an attribute that fit rules may read",
    place: yaml,
    line: ({ column }) => `custom: ${flow({ [column]: aliasOf(column).replace(/_c$/, "") })}`,
  },
];

/** What a column beyond the contract could be used for; undefined where its name says nothing. */
export function useOf(where: Where): Pick<Custom, "use" | "place" | "line"> | undefined {
  const alias = aliasOf(where.column);
  const kind = kinds.find(({ pattern, objects }) => objects.test(where.object) && pattern.test(alias));
  return kind && { use: kind.use, place: kind.place, line: kind.line(where) };
}

/** Columns beyond the contract that look of use and that nothing uses yet; `used` are the fields that something names. */
export function customsOf(
  seen: readonly Seen[],
  used: (source: string, object: string) => readonly string[],
): Custom[] {
  return seen.flatMap(({ contract: { source, table }, loads }) => {
    if (table.origin.kind !== "export") return [];
    const object = objectOf(table);
    const taken = new Set(used(source.name, object).map(folded));
    const unknown = [...new Set(loads.flatMap(({ unknown_headers }) => unknown_headers))];
    return unknown.flatMap((column) => {
      const use = taken.has(folded(column)) ? undefined : useOf({ product: source.system, object, column });
      return use ? [{ source: source.name, object, column, ...use }] : [];
    });
  });
}
