import { headerKey, toSnakeCase } from "../text/header.js";
import type { CustomField } from "./diagnosis.js";
import { csvCell } from "./lookup_csv.js";
import { objectOf, type TableLoads } from "./source_objects.js";
import { renderFlowYaml } from "./yaml_lines.js";

interface SourceColumn {
  readonly product: string;
  readonly object: string;
  readonly column: string;
}

/** What a column may be by its name, in which objects, and the line that would use it; the first that fits counts. */
interface FieldUse {
  readonly pattern: RegExp;
  readonly objects: RegExp;
  readonly use: string;
  readonly place: string;
  readonly line: (where: SourceColumn) => string;
}

const leadObjects = /^(lead|leads|contact)$/i;
const configFile = "closedloop.yaml";
const stageMapLine = (stage: string) => (where: SourceColumn) =>
  [where.product, where.object, where.column, "*", stage].map((cell) => csvCell(cell)).join(",");
const datePattern = (words: string) =>
  new RegExp(`(^|_)(${words})(_|$).*(date|time|at|on)(_|$)|(date|time)_(${words})`);
const stageDateUse = (words: string, stage: string): FieldUse => ({
  pattern: datePattern(words),
  objects: leadObjects,
  use: `when the lead became ${stage === "mql" ? "an MQL" : stage.toUpperCase()}: its instant, also before any history`,
  place: "reference/stage_map.csv",
  line: stageMapLine(stage),
});

const fieldUses: readonly FieldUse[] = [
  {
    pattern:
      /(reject|disqual|unqual|recycl|lost|loss|dead|return|nurture|close).*reason|reason.*(reject|disqual|unqual|recycl|lost|loss)|^reason(_c)?$/,
    objects: /^(lead|leads|opportunity)$/i,
    use: 'the reason of a rejection or loss; without it each is "No reason given"',
    place: configFile,
    line: ({ object, column }) => `reason_fields: ${renderFlowYaml({ [object.toLowerCase()]: column })}`,
  },
  stageDateUse("mql|marketing_qualified(_lead)?", "mql"),
  stageDateUse("sal|sales_accepted(_lead)?", "sal"),
  stageDateUse("sql|sales_qualified(_lead)?", "sql"),
  {
    pattern: /life_?cycle|funnel_stage|lead_stage|revenue_stage/,
    objects: leadObjects,
    use: "the stage of the lead; what its values mean stands in reference/stage_map.csv",
    place: configFile,
    line: ({ column }) => `stage_field: ${renderFlowYaml(column)}`,
  },
  {
    pattern: /^is_test|^test_(lead|record|account)|_test_(lead|record)/,
    objects: leadObjects,
    use: "marks tests, which are then left out",
    place: configFile,
    line: ({ column }) => `custom: ${renderFlowYaml({ [column]: "is_test" })}`,
  },
  {
    pattern: /persona/,
    objects: leadObjects,
    use: "the persona that somebody gave the lead, in place of the one that its title gives",
    place: configFile,
    line: ({ column }) => `custom: ${renderFlowYaml({ [column]: "persona" })}`,
  },
  {
    pattern:
      /segment|icp|utm_|gclid|product_interest|use_case|tech_stack|technolog|tools|buying_role|job_(level|function)|seniority|plan(_c)?$/,
    objects: leadObjects,
    use: "an attribute that fit rules may read",
    place: configFile,
    line: ({ column }) => `custom: ${renderFlowYaml({ [column]: toSnakeCase(column).replace(/_c$/, "") })}`,
  },
];

/** What a column beyond the contract could be used for; undefined where its name says nothing. */
export function suggestFieldUse(where: SourceColumn): Pick<CustomField, "use" | "place" | "line"> | undefined {
  const alias = toSnakeCase(where.column);
  const kind = fieldUses.find(({ pattern, objects }) => objects.test(where.object) && pattern.test(alias));
  return kind && { use: kind.use, place: kind.place, line: kind.line(where) };
}

/** Columns beyond the contract that look of use and that nothing uses yet; `used` are the fields that something names. */
export function findCustomFields(
  seen: readonly TableLoads[],
  used: (source: string, object: string) => readonly string[],
): CustomField[] {
  return seen.flatMap(({ contract: { source, table }, loads }) => {
    if (table.origin.kind !== "export") return [];
    const object = objectOf(table);
    const taken = new Set(used(source.name, object).map(headerKey));
    const unknown = [...new Set(loads.flatMap(({ unknown_headers }) => unknown_headers))];
    return unknown.flatMap((column) => {
      const use = taken.has(headerKey(column))
        ? undefined
        : suggestFieldUse({ product: source.system, object, column });
      return use ? [{ source: source.name, object, column, ...use }] : [];
    });
  });
}
