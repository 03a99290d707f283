import { aligned, indented, section, wrapped } from "../base/layout.js";
import { visible } from "../base/visible.js";
import { count, percent } from "../report/format.js";
import type { Custom, Diagnosis, Late, Missing, ObjectSeen, Survey } from "./diagnosis.js";
import { nextOf } from "./next.js";
import { wordsOf } from "./words_page.js";

/** The whole diagnosis as a page for a terminal: short lines, what matters most first, the next step last. */
export function pageOf(diagnosis: Diagnosis, rowsOf: (name: string) => readonly string[]): string {
  const { survey, objects, quarantined, missing, customs, late, undeleted, lookups, remarks } = diagnosis;
  const parts = [
    [headOf(diagnosis)],
    section("Found", foundOf(objects)),
    section(
      "In quarantine: nothing of these files counts",
      quarantined.flatMap(({ source, file, why }) => wrapped(`${source}: ${file}: ${why}`)),
    ),
    ...(survey ? surveyOf(survey) : []),
    section("Missing, and what it would make possible", missingOf(missing)),
    section("Columns of your own that could be used", customs.flatMap(customOf)),
    ...wordsOf(lookups, rowsOf, survey ? `closedloop doctor ${survey.exports}` : "closedloop doctor"),
    section("History", [...late.flatMap(lateOf), ...undeleted.flatMap(undeletedOf)]),
    section(
      "Records that are no leads",
      aligned(
        remarks.map((remark) => [`${count(remark.count)} of ${count(remark.total)}`, remark.subject]),
        ["right", "left"],
      ).flatMap((line, at) => [line, ...indented(remarks[at]!.advice, 6)]),
    ),
    wrapped(`Next: ${nextOf(diagnosis)}`, 0),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

const headOf = ({ objects, survey }: Diagnosis) => {
  const sum = (of: (object: ObjectSeen) => number) => objects.reduce((total, object) => total + of(object), 0);
  const counted = (number: number, what: string) => `${count(number)} ${what}${number === 1 ? "" : "s"}`;
  const files = counted(
    sum((object) => object.files),
    "file",
  );
  const where = survey ? ` below ${survey.exports}` : "";
  return `${files} with ${counted(
    sum((object) => object.records),
    "record",
  )}${where}, as they lie there; nothing is changed.`;
};

function foundOf(objects: readonly ObjectSeen[]): string[] {
  if (objects.length === 0) return ["no record of any export"];
  const head = ["source", "object", "files", "records", "rejected", "from", "to"];
  const rows = objects.map(({ source, object, files, records, rejected, first, last }) => [
    ...[source, object, count(files), count(records), rejected > 0 ? count(rejected) : "", dayOf(first), dayOf(last)],
  ]);
  const lines = aligned([head, ...rows], ["left", "left", "right", "right", "right", "left", "left"]);
  const rejects = objects.flatMap((object) => object.rejects.map((reject) => `rejected: ${object.source}: ${reject}`));
  return [
    ...lines,
    ...rejects.slice(0, most).flatMap((line) => wrapped(line)),
    ...andMore(rejects.length, "kinds of rejects"),
  ];
}

/** Lines of a list that a reader still reads. */
const most = 12;
const andMore = (length: number, what: string) => (length > most ? [`  ... and ${length - most} more ${what}`] : []);
const dayOf = (at: string | null) => at?.slice(0, 10) ?? "";

function surveyOf({ strays, misnamed, sources }: Survey): string[][] {
  return [
    section(
      "Not recognised",
      strays.flatMap(({ file, headers, why }) => [
        ...wrapped(`${file}: ${why}`),
        ...(headers.length > 0 ? indented(headers.join(", "), 6) : []),
      ]),
    ),
    section(
      "Called otherwise than what they hold",
      misnamed.flatMap(({ file, object, advice }) => wrapped(`${file} is ${object}: ${advice}`)),
    ),
    ["For closedloop.yaml, in place of its `sources:`", "", ...sources.trimEnd().split("\n")],
  ];
}

/** Objects first; columns by object, those that only some installations have in one line of their own. */
function missingOf(missing: readonly Missing[]): string[] {
  const name = ({ source, object, column }: Missing) =>
    `${source}: ${object}${column === undefined ? "" : `.${column}`}`;
  const columns = missing.filter(({ column, onlyIf }) => column !== undefined && onlyIf === undefined);
  const sure = [...missing.filter(({ column }) => column === undefined), ...columns.slice(0, most)];
  const lines = aligned(
    sure.map((one) => [name(one), one.column !== undefined ? "" : (one.setting ?? "no file"), one.enables]),
    ["left", "left", "left"],
  );
  const conditions = [...new Set(missing.flatMap(({ onlyIf }) => onlyIf ?? []))];
  const rest = conditions.flatMap((condition) => {
    const names = missing
      .filter(({ onlyIf }) => onlyIf === condition)
      .map(({ object, column }) => `${object}.${column}`);
    return wrapped(`only if ${condition}: ${names.join(", ")}`);
  });
  return [...lines, ...andMore(columns.length, "columns: --format json has them all"), ...rest];
}

const customOf = ({ source, object, column, use, place, line }: Custom) => [
  ...wrapped(`${source}: ${object}.${column}: ${use}`),
  `      ${place}:  ${visible(line)}`,
];

const lateOf = ({ source, object, of, from, earlier, total, limit, remedy }: Late) => [
  ...wrapped(
    `${source}: ${object} begins ${dayOf(from)}: ${count(earlier)} of ${count(total)} records of ${of} (${percent(earlier / total)}) are older, and what happened to them before is unknown.`,
  ),
  ...indented(`${limit}. To do: ${remedy}.`, 6),
];

const undeletedOf = (source: string) => [
  ...wrapped(`${source}: no deleted record in any file: what is deleted or merged from now on would count for ever.`),
  ...indented(
    "A weekly Data Export never has them (nor formula fields): use the lines of closedloop doctor --fields, with --all-rows.",
    6,
  ),
];
