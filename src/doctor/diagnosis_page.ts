import { escapeControls } from "../base/escape_controls.js";
import { alignColumns, indentText, section, wrapText } from "../base/text_layout.js";
import { formatCount, formatPercent } from "../report/format_values.js";
import type { CustomField, Diagnosis, FolderSurvey, LateHistory, MissingInput, ObjectSummary } from "./diagnosis.js";
import { renderLookupSections } from "./lookup_sections.js";
import { nextStep } from "./next_step.js";

/** The whole diagnosis as a page for a terminal: short lines, what matters most first, the next step last. */
export function renderDiagnosisPage(diagnosis: Diagnosis, rowsOf: (name: string) => readonly string[]): string {
  const { survey, objects, quarantined, missing, customs, late, undeleted, lookups, remarks } = diagnosis;
  const parts = [
    [renderHead(diagnosis)],
    section("Found", renderObjects(objects)),
    section(
      "In quarantine: nothing of these files counts",
      quarantined.flatMap(({ source, file, why }) => wrapText(`${source}: ${file}: ${why}`)),
    ),
    ...(survey ? renderSurvey(survey) : []),
    section("Missing, and what it would make possible", renderMissingInputs(missing)),
    section("Columns of your own that could be used", customs.flatMap(renderCustomField)),
    ...renderLookupSections(lookups, rowsOf, survey ? `closedloop doctor ${survey.exports}` : "closedloop doctor"),
    section("History", [...late.flatMap(renderLateHistory), ...undeleted.flatMap(renderNoDeletions)]),
    section(
      "Records that are no leads",
      alignColumns(
        remarks.map((remark) => [`${formatCount(remark.count)} of ${formatCount(remark.total)}`, remark.subject]),
        ["right", "left"],
      ).flatMap((line, at) => [line, ...indentText(remarks[at]!.advice, 6)]),
    ),
    wrapText(`Next: ${nextStep(diagnosis)}`, 0),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

const renderHead = ({ objects, survey }: Diagnosis) => {
  const sum = (of: (object: ObjectSummary) => number) => objects.reduce((total, object) => total + of(object), 0);
  const counted = (number: number, what: string) => `${formatCount(number)} ${what}${number === 1 ? "" : "s"}`;
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

function renderObjects(objects: readonly ObjectSummary[]): string[] {
  if (objects.length === 0) return ["no record of any export"];
  const head = ["source", "object", "files", "records", "rejected", "from", "to"];
  const rows = objects.map(({ source, object, files, records, rejected, first, last }) => [
    ...[
      source,
      object,
      formatCount(files),
      formatCount(records),
      rejected > 0 ? formatCount(rejected) : "",
      dayOf(first),
      dayOf(last),
    ],
  ]);
  const lines = alignColumns([head, ...rows], ["left", "left", "right", "right", "right", "left", "left"]);
  const rejects = objects.flatMap((object) => object.rejects.map((reject) => `rejected: ${object.source}: ${reject}`));
  return [
    ...lines,
    ...rejects.slice(0, maxLines).flatMap((line) => wrapText(line)),
    ...moreLine(rejects.length, "kinds of rejects"),
  ];
}

/** Lines of a list that a reader still reads. */
const maxLines = 12;
const moreLine = (length: number, what: string) =>
  length > maxLines ? [`  ... and ${length - maxLines} more ${what}`] : [];
const dayOf = (at: string | null) => at?.slice(0, 10) ?? "";

function renderSurvey({ strays, misnamed, sources }: FolderSurvey): string[][] {
  return [
    section(
      "Not recognised",
      strays.flatMap(({ file, headers, why }) => [
        ...wrapText(`${file}: ${why}`),
        ...(headers.length > 0 ? indentText(headers.join(", "), 6) : []),
      ]),
    ),
    section(
      "Called otherwise than what they hold",
      misnamed.flatMap(({ file, object, advice }) => wrapText(`${file} is ${object}: ${advice}`)),
    ),
    ["For closedloop.yaml, in place of its `sources:`", "", ...sources.trimEnd().split("\n")],
  ];
}

/** Objects first; columns by object, those that only some installations have in one line of their own. */
function renderMissingInputs(missing: readonly MissingInput[]): string[] {
  const name = ({ source, object, column }: MissingInput) =>
    `${source}: ${object}${column === undefined ? "" : `.${column}`}`;
  const columns = missing.filter(({ column, onlyIf }) => column !== undefined && onlyIf === undefined);
  const sure = [...missing.filter(({ column }) => column === undefined), ...columns.slice(0, maxLines)];
  const lines = alignColumns(
    sure.map((one) => [name(one), one.column !== undefined ? "" : (one.setting ?? "no file"), one.enables]),
    ["left", "left", "left"],
  );
  const conditions = [...new Set(missing.flatMap(({ onlyIf }) => onlyIf ?? []))];
  const rest = conditions.flatMap((condition) => {
    const names = missing
      .filter(({ onlyIf }) => onlyIf === condition)
      .map(({ object, column }) => `${object}.${column}`);
    return wrapText(`only if ${condition}: ${names.join(", ")}`);
  });
  return [...lines, ...moreLine(columns.length, "columns: --format json has them all"), ...rest];
}

const renderCustomField = ({ source, object, column, use, place, line }: CustomField) => [
  ...wrapText(`${source}: ${object}.${column}: ${use}`),
  `      ${place}:  ${escapeControls(line)}`,
];

const renderLateHistory = ({ source, object, of, from, earlier, total, limit, remedy }: LateHistory) => [
  ...wrapText(
    `${source}: ${object} begins ${dayOf(from)}: ${formatCount(earlier)} of ${formatCount(total)} records of ${of} (${formatPercent(earlier / total)}) are older, and what happened to them before is unknown.`,
  ),
  ...indentText(`${limit}. To do: ${remedy}.`, 6),
];

const renderNoDeletions = (source: string) => [
  ...wrapText(`${source}: no deleted record in any file: what is deleted or merged from now on would count for ever.`),
  ...indentText(
    "A weekly Data Export never has them (nor formula fields): use the lines of closedloop doctor --fields, with --all-rows.",
    6,
  ),
];
