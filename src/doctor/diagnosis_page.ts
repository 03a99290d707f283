import { escapeControls } from "../base/escape_controls.js";
import { alignColumns, indentText, section, wrapText } from "../base/text_layout.js";
import { formatCount, formatPercent } from "../report/format_values.js";
import type { CustomField, Diagnosis, LateHistory, MissingInput, ObjectSummary } from "./diagnosis.js";
import { renderLookupSections } from "./lookup_sections.js";
import { nextStep } from "./next_step.js";
import { renderSources, renderUnusedFiles, shorten } from "./survey_sections.js";

/** The diagnosis as a page for a terminal: the most important sections first, the next step last. */
export function renderDiagnosisPage(diagnosis: Diagnosis): string {
  const { survey, objects, quarantined, missing, customs, late, undeleted, lookups, remarks } = diagnosis;
  const ofSettings = remarks.filter(({ topic }) => topic === "settings");
  const ofRecords = remarks.filter(({ topic }) => topic !== "settings");
  const parts = [
    [renderHead(diagnosis)],
    section("Found", renderObjects(objects)),
    section(
      "Quarantined: these files are not used",
      quarantined.flatMap(({ source, file, why }) => wrapText(`${source}: ${file}: ${why}`)),
    ),
    section(
      "Files that nobody reads, although they look like an object that the source lacks",
      diagnosis.lookalikes.flatMap(({ source, file, object, remedy }) =>
        wrapText(`${source}: ${file} looks like ${object}: ${remedy}`),
      ),
    ),
    section(
      "Files of mapped sources that no entity names: they are not read",
      diagnosis.unnamed.flatMap(({ source, path, count, files }) =>
        wrapText(
          `${source}: ${formatCount(count)} ${count === 1 ? "file" : "files"}: ${files}: to read one, name it under an entity of the source, e.g. people; closedloop doctor ${path} proposes the lines`,
        ),
      ),
    ),
    ...(survey ? [renderSources(survey)] : []),
    section(survey ? "Confirm in closedloop.yaml" : "Check in closedloop.yaml", renderSettings(diagnosis.settings)),
    ...(survey ? renderUnusedFiles(survey) : []),
    section("Missing, and what it is needed for", renderMissingInputs(missing)),
    section("Custom columns that could be used", [
      ...customs.slice(0, maxCustoms).flatMap(renderCustomField),
      ...moreLine(customs.length, maxCustoms, "columns (--format json lists all)"),
    ]),
    ...renderLookupSections(lookups, survey ? `closedloop doctor ${survey.exports}` : "closedloop doctor"),
    section("History and deletions", [...late.flatMap(renderLateHistory), ...undeleted.flatMap(renderNoDeletions)]),
    section(
      "Settings that find nothing",
      ofSettings.flatMap(({ subject, advice }) => [...wrapText(escapeControls(subject)), ...indentText(advice, 6)]),
    ),
    section(
      "Records that may not be leads",
      alignColumns(
        ofRecords.map((remark) => [`${formatCount(remark.count)} of ${formatCount(remark.total)}`, remark.subject]),
        ["right", "left"],
      ).flatMap((line, at) => [line, ...indentText(ofRecords[at]!.advice, 6)]),
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
  const files = sum((object) => object.files);
  const records = sum((object) => object.records);
  const where = survey ? ` in ${survey.exports}` : "";
  return `${counted(files, "file")} with ${counted(records, "record")}${where}. The doctor changes nothing.`;
};

function renderObjects(objects: readonly ObjectSummary[]): string[] {
  if (objects.length === 0) return ["  no records"];
  const head = ["source", "object", "files", "records", "rejected", "from", "to"];
  const rows = objects.map(({ source, object, files, records, rejected, first, last }) => [
    source,
    object,
    formatCount(files),
    formatCount(records),
    rejected > 0 ? formatCount(rejected) : "",
    dayOf(first),
    dayOf(last),
  ]);
  const lines = alignColumns([head, ...rows], ["left", "left", "right", "right", "right", "left", "left"]);
  const rejects = objects.flatMap(({ source, rejects }) =>
    rejects.map((reject) => `rejected: ${source}: ${describeReject(reject)}`),
  );
  return [
    ...lines,
    ...rejects.slice(0, maxLines).flatMap((line) => wrapText(line)),
    ...moreLine(rejects.length, maxLines, "kinds of rejected records"),
  ];
}

/** Rewords `not an instant`, a code of the loader that tables and JSON keep, and says what the number counts. */
const describeReject = (reject: string) =>
  reject
    .replace("not an instant", "not a date and time")
    .replace(/\((\d+)\)$/, (_, count) => (count === "1" ? "(1 record)" : `(${count} records)`));

/** The most lines of a list on a page. */
const maxLines = 6;
/** The most names of what only some systems have. */
const maxNames = 4;
const maxCustoms = 3;
const moreLine = (length: number, most: number, what: string) =>
  length > most ? [`  ... and ${length - most} more ${what}`] : [];
const dayOf = (at: string | null) => at?.slice(0, 10) ?? "";

const renderSettings = (settings: Diagnosis["settings"]) =>
  alignColumns(
    settings.map(({ setting, word, about }) => [`${setting}: ${word}`, `# ${about}`]),
    ["left", "left"],
  );

/** Missing objects first, then columns; columns that only some systems have are listed last, by their condition. */
function renderMissingInputs(missing: readonly MissingInput[]): string[] {
  const name = ({ source, object, column }: MissingInput) =>
    `${source}: ${object}${column === undefined ? "" : `.${column}`}`;
  const needed = missing.filter(({ onlyIf }) => onlyIf === undefined);
  const columns = needed.filter(({ column }) => column !== undefined);
  const objects = needed.filter(({ column }) => column === undefined);
  // Many missing objects leave less of a short page to columns.
  const shown = Math.max(2, maxLines - objects.length);
  const always = [...objects, ...columns.slice(0, shown)];
  const lines = alignColumns(
    always.map((one) => [name(one), one.column !== undefined ? "" : `no ${one.setting ?? "file"}`, one.enables]),
    ["left", "left", "left"],
  );
  const conditions = [...new Set(missing.flatMap(({ onlyIf }) => onlyIf ?? []))];
  const rest = conditions.flatMap((condition) => {
    const names = missing
      .filter(({ onlyIf }) => onlyIf === condition)
      .map(({ object, column }) => (column === undefined ? object : `${object}.${column}`));
    return wrapText(`needed only if ${condition}: ${shorten(names, maxNames)}`);
  });
  return [...lines, ...moreLine(columns.length, shown, "columns (--format json lists all)"), ...rest];
}

const renderCustomField = ({ source, object, column, use, place, line }: CustomField) => [
  ...wrapText(`${source}: ${object}.${column}: ${use}`),
  `      Add to ${place}: ${escapeControls(line)}`,
];

const renderLateHistory = ({ source, object, of, from, earlier, total, limit, remedy }: LateHistory) => [
  ...wrapText(
    `${source}: ${object} starts on ${dayOf(from)}. ${formatCount(earlier)} of ${formatCount(total)} records of ${of} (${formatPercent(earlier / total)}) are older; their changes before that day are unknown.`,
  ),
  ...indentText(`${limit}. To do: ${remedy}.`, 6),
];

const renderNoDeletions = ({ source, advice }: Diagnosis["undeleted"][number]) => [
  ...wrapText(
    `${source}: no file contains deleted records. A record that is deleted or merged later leaves only when a later full export lacks it.`,
  ),
  ...indentText(advice === "" ? "Export deleted records, too." : `Export deleted records, too. ${advice}`, 6),
];
