import { configFile } from "../config/read_config.js";
import type { ExportOrigin } from "../table/origin.js";
import { headerKey, toSnakeCase } from "../text/header.js";
import type { CustomField } from "./diagnosis.js";
import { lookupCell } from "./lookup_csv.js";
import { objectOf, type TableLoads } from "./source_objects.js";
import { renderFlowYaml } from "./yaml_lines.js";

interface SourceColumn {
  readonly product: string;
  readonly object: string;
  readonly column: string;
}

/** What a custom column could be used for, judged by its name. The first matching entry counts. */
interface FieldUse {
  /** Matches the column's name in snake_case. */
  readonly pattern: RegExp;
  /** Matches the names of the objects that have such columns. */
  readonly objects: RegExp;
  readonly use: string;
  /** The file to which `line` is added. */
  readonly place: string;
  readonly line: (where: SourceColumn) => string;
}

const leadObjects = /^(lead|leads|contact)$/i;
const stageMapLine = (stage: string) => (where: SourceColumn) =>
  [where.product, where.object, where.column, "*", stage].map((cell) => lookupCell(cell)).join(",");
const datePattern = (words: string) =>
  new RegExp(`(^|_)(${words})(_|$).*(date|time|at|on)(_|$)|(date|time)_(${words})`);
const stageDateUse = (words: string, stage: string): FieldUse => ({
  pattern: datePattern(words),
  objects: leadObjects,
  use: `the date on which the lead became ${stage === "mql" ? "an MQL" : stage.toUpperCase()}, also for leads older than the history`,
  place: "reference/stage_map.csv",
  line: stageMapLine(stage),
});

const fieldUses: readonly FieldUse[] = [
  {
    pattern:
      /(reject|disqual|unqual|recycl|lost|loss|dead|return|nurture|close).*reason|reason.*(reject|disqual|unqual|recycl|lost|loss)|^reason(_c)?$/,
    objects: /^(lead|leads|opportunity)$/i,
    use: 'the reason for a rejection or loss; without it every reason is "No reason given"',
    place: configFile,
    line: ({ object, column }) => `reason_fields: ${renderFlowYaml({ [object.toLowerCase()]: column })}`,
  },
  stageDateUse("mql|marketing_qualified(_lead)?", "mql"),
  stageDateUse("sal|sales_accepted(_lead)?", "sal"),
  stageDateUse("sql|sales_qualified(_lead)?", "sql"),
  {
    pattern: /life_?cycle|funnel_stage|lead_stage|revenue_stage/,
    objects: leadObjects,
    use: "the stage of the lead; reference/stage_map.csv maps its values",
    place: configFile,
    line: ({ column }) => `stage_field: ${renderFlowYaml(column)}`,
  },
  {
    pattern: /^is_test|^test_(lead|record|account)|_test_(lead|record)/,
    objects: leadObjects,
    use: "marks test records, which are then left out",
    place: configFile,
    line: ({ column }) => `custom: ${renderFlowYaml({ [column]: "is_test" })}`,
  },
  {
    pattern: /persona/,
    objects: leadObjects,
    use: "a persona set by hand, which replaces the one derived from the title",
    place: configFile,
    line: ({ column }) => `custom: ${renderFlowYaml({ [column]: "persona" })}`,
  },
  {
    pattern:
      /segment|icp|utm_|gclid|product_interest|use_case|tech_stack|technolog|tools|buying_role|job_(level|function)|seniority|plan(_c)?$/,
    objects: leadObjects,
    use: "an attribute for fit rules",
    place: configFile,
    line: ({ column }) => `custom: ${renderFlowYaml({ [column]: toSnakeCase(column).replace(/_c$/, "") })}`,
  },
];

/** What a custom column could be used for; undefined if its name gives no hint. */
export function suggestFieldUse(where: SourceColumn): Pick<CustomField, "use" | "place" | "line"> | undefined {
  const alias = toSnakeCase(where.column);
  const match = fieldUses.find(({ pattern, objects }) => objects.test(where.object) && pattern.test(alias));
  return match && { use: match.use, place: match.place, line: match.line(where) };
}

/** Custom columns that look useful and are not used yet; `used` returns the fields that the project uses of an object. */
export function findCustomFields(
  seen: readonly TableLoads[],
  used: (source: string, origin: ExportOrigin) => readonly string[],
): CustomField[] {
  return seen.flatMap(({ contract: { source, table }, loads }) => {
    if (table.origin.kind !== "export") return [];
    const object = objectOf(table);
    const taken = new Set(used(source.name, table.origin).map(headerKey));
    const unknown = [...new Set(loads.flatMap(({ unknown_headers }) => unknown_headers))];
    return unknown.flatMap((column) => {
      const use = taken.has(headerKey(column))
        ? undefined
        : suggestFieldUse({ product: source.system, object, column });
      return use ? [{ source: source.name, object, column, ...use }] : [];
    });
  });
}
