import { isAbsolute, posix, relative, resolve } from "node:path";
import type { DeclaredEncoding } from "../base/encodings.js";
import type { SourceConfig } from "../config/config_schema.js";
import { describeReport } from "../load/rows/report_labels.js";
import { acceptedHeaders } from "../table/accepted_headers.js";
import { headerKey } from "../text/header.js";
import { configuredKeys } from "./configured_keys.js";
import { suggestFieldUse } from "./custom_fields.js";
import { formatsOfFiles, formatsRemark } from "./date_formats.js";
import type { FolderSurvey } from "./diagnosis.js";
import { objectLabel } from "./header_similarity.js";
import { renderMappedSource } from "./mapped_source_guess.js";
import { dropMisplacedFiles, type FileOfObject } from "./misplaced_files.js";
import type { RecognisedFile } from "./recognise_files.js";
import { columnsOf, objectOf, productOf } from "./source_objects.js";
import { renderListItem } from "./yaml_lines.js";

interface SurveyContext {
  /** The folder as the user wrote it. */
  readonly exports: string;
  /** The project, if there is one: paths below it become relative to it. */
  readonly project: string | undefined;
  /** The sources of an existing closedloop.yaml: their settings are kept. */
  readonly configured: readonly SourceConfig[];
  /** The default name of a product's source, e.g. `crm`; without one the source is named like the product. */
  readonly usualNames: ReadonlyMap<string, string>;
  /** What is known of the zone of times without an offset, by product; a product that is not named writes UTC. */
  readonly localTimes?: ReadonlyMap<string, string>;
}

/** The sources for closedloop.yaml that the files of a folder suggest. */
export function createFolderSurvey(files: readonly RecognisedFile[], where: SurveyContext): FolderSurvey {
  const fed = dropMisplacedFiles(files.filter((file): file is FileOfObject => file.table !== undefined));
  const products = [...new Set(fed.map(({ table }) => productOf(table)))];
  const names = sourceNames(products, where);
  const parts = products.map((product) =>
    renderSource(
      { product, name: names.get(product)! },
      fed.filter(({ table }) => productOf(table) === product),
      files,
      where,
    ),
  );
  const unknown = files.filter(
    ({ table, headers, unreadOf }) => table === undefined && unreadOf === undefined && headers.length > 0,
  );
  const below = commonFolder(unknown);
  const unknownBelow = unknown.map((file) => ({ ...file, file: posix.relative(below, file.file) }));
  const mapped = { path: sourcePath(where, below), ...encodingSetting(unknown) };
  const other = renderMappedSource(unknownBelow, mapped);
  const lines = [...parts.flatMap(({ lines }) => lines), ...other.lines];
  // A report is named although it can be read: the object itself would hold more.
  const isRead = ({ file, headers }: RecognisedFile) =>
    other.read.has(posix.relative(below, file)) && describeReport(headers) === undefined;
  const strayReason = (file: string) =>
    other.further.has(file)
      ? "it seems to have people, too: to read it, name it under people of the source above"
      : "its headers match no known object";
  return {
    exports: where.exports,
    strays: files
      .filter((file) => !(fed as readonly RecognisedFile[]).includes(file) && file.unreadOf === undefined)
      .filter((file) => file.table !== undefined || !isRead(file))
      .map(({ file, headers, why }) => ({ file, headers, why: why ?? strayReason(posix.relative(below, file)) })),
    unread: files.flatMap(({ file, records, unreadOf }) =>
      unreadOf === undefined ? [] : [{ file, product: unreadOf, records }],
    ),
    misnamed: parts.flatMap(({ misnamed }) => misnamed),
    encodings: [...parts.map(({ name, files }) => ({ name, files })), { name: "other", files: unknown }].flatMap(
      describeMixedEncodings,
    ),
    sources: lines.length === 0 ? "" : `sources:\n${lines.join("\n")}\n`,
  };
}

/** The encoding of files that are not UTF-8; none if others with letters beyond ASCII are, because a source has one encoding. */
function encodingSetting(files: readonly RecognisedFile[]): { encoding?: DeclaredEncoding } {
  const found = new Set(
    files.flatMap(({ encoding }) => (encoding === undefined || encoding === "ascii" ? [] : encoding)),
  );
  if (found.size === 0 || found.has("utf-8")) return {};
  return { encoding: found.has("windows-1252") ? "windows-1252" : "latin-1" };
}

function describeMixedEncodings({ name, files }: { name: string; files: readonly RecognisedFile[] }) {
  const inUtf8 = files.filter(({ encoding }) => encoding === "utf-8").map(({ file }) => file);
  const others = files.filter(({ encoding }) => encoding === "latin-1" || encoding === "windows-1252");
  if (inUtf8.length === 0 || others.length === 0) return [];
  return [{ source: name, utf8: inUtf8, others: others.map(({ file }) => file) }];
}

/** The name of each product's source: the configured one, else the default, or the product's if the default is taken. */
function sourceNames(
  products: readonly string[],
  { configured, usualNames }: SurveyContext,
): ReadonlyMap<string, string> {
  const taken = new Set(configured.map(({ name }) => name));
  return new Map(
    products.map((product) => {
      const before = configured.find(({ system }) => system === product)?.name;
      const usual = usualNames.get(product) ?? product;
      const name = before ?? (taken.has(usual) ? product : usual);
      taken.add(name);
      return [product, name];
    }),
  );
}

function renderSource(
  { product, name }: { product: string; name: string },
  files: readonly FileOfObject[],
  all: readonly RecognisedFile[],
  where: SurveyContext,
) {
  const below = commonFolder(files);
  const before = where.configured.find(({ system }) => system === product);
  const { patterns, misnamed } = filePatterns(files, below, all);
  const known = {
    name,
    system: product,
    path: sourcePath(where, below),
    ...encodingSetting(files),
    ...(before?.time_zone === undefined ? {} : { time_zone: before.time_zone }),
    ...(Object.keys(patterns).length > 0 ? { files: patterns } : {}),
    ...(before ? configuredKeys(before) : {}),
  };
  const { formats: detected, asked } = formatsOfFiles(files);
  const formats = { ...detected, ...before?.formats };
  const isDetected = asked.length > 0 || Object.keys(detected).length > 0;
  const guesses = before ? {} : guessFieldSettings(files);
  const zone = where.localTimes?.get(product);
  const asksZone = zone !== undefined && before?.time_zone === undefined && files.some((file) => file.hasLocalTimes);
  const remarks = {
    ...Object.fromEntries(Object.keys(guesses).map((key) => [key, "guessed from its name: please confirm"])),
    ...(isDetected ? { formats: formatsRemark(asked.filter((header) => before?.formats[header] === undefined)) } : {}),
    ...(asksZone ? { time_zone: `please confirm: ${zone}` } : {}),
  };
  const written = {
    ...(asksZone ? { time_zone: "UTC" } : {}),
    ...(Object.keys(formats).length > 0 ? { formats } : {}),
  };
  return { name, files, lines: renderListItem({ ...known, ...written, ...guesses }, 2, remarks), misnamed };
}

/** The settings `stage_field` and `reason_fields`, if exactly one header looks like it. */
function guessFieldSettings(files: readonly FileOfObject[]): Record<string, unknown> {
  const reasons: Record<string, string> = {};
  const stages = new Set<string>();
  for (const { table, headers } of files) {
    const object = objectOf(table);
    const known = new Set(columnsOf(table).flatMap(([name, column]) => acceptedHeaders(name, column).map(headerKey)));
    const used = headers.flatMap((column) => {
      if (known.has(headerKey(column))) return [];
      const use = suggestFieldUse({ product: productOf(table), object, column });
      return use ? [{ column, line: use.line }] : [];
    });
    const [reason, second] = used.filter(({ line }) => line.startsWith("reason_fields"));
    if (reason && !second) reasons[object.toLowerCase()] = reason.column;
    for (const { column, line } of used) if (line.startsWith("stage_field")) stages.add(column);
  }
  return {
    ...(stages.size === 1 ? { stage_field: [...stages][0] } : {}),
    ...(Object.keys(reasons).length > 0 ? { reason_fields: reasons } : {}),
  };
}

/** The `files:` setting for files that are not named like their object. If no pattern fits them and no other file, they must be renamed. */
function filePatterns(files: readonly FileOfObject[], below: string, all: readonly RecognisedFile[]) {
  const patterns: Record<string, string> = {};
  const misnamed: { file: string; object: string; advice: string }[] = [];
  for (const table of new Set(files.map(({ table }) => table))) {
    const own = files.filter((file) => file.table === table);
    const wrong = own.filter(({ isNamed }) => !isNamed);
    if (wrong.length === 0) continue;
    const object = objectOf(table);
    const pattern = commonPattern(
      own.map(({ file }) => file),
      all.flatMap(({ file, table: other }) => (other === table ? [] : file)),
    );
    if (pattern !== undefined) patterns[object] = posix.relative(below, pattern);
    const advice = pattern === undefined ? `rename it to ${object}.csv or ${object}_*.csv` : listedAdvice;
    for (const { file } of wrong) misnamed.push({ file, object: objectLabel(table), advice });
  }
  return { patterns, misnamed };
}

const listedAdvice = "listed under `files:` of the source";

/** One path for all files, with `*` for what differs in their names and for dates; undefined if it would be that of another file, too. */
function commonPattern(files: readonly string[], others: readonly string[]): string | undefined {
  const [first = ""] = files;
  const folder = posix.dirname(first);
  const names = files.map((file) => posix.basename(file));
  if (files.some((file) => posix.dirname(file) !== folder) || names.some((name) => /[*?]/.test(name))) return undefined;
  const start = names.length === 1 ? beforeDate(names[0]!) : commonStart(names);
  const end =
    names.length === 1
      ? afterDate(names[0]!)
      : reverse(commonStart(names.map((name) => reverse(name.slice(start.length)))));
  // Tomorrow's file has another date in its name.
  const patterns = [
    { start: start.replace(/\d[\d_.-]*$/, ""), end: end.replace(/^[\d_.-]*\d/, "") },
    { start, end },
  ];
  const fits = patterns.find(
    (pattern) => pattern.start.length >= 3 && !others.some((file) => matches(pattern, file, folder)),
  );
  const name = fits
    ? fits.start + fits.end === names[0]
      ? names[0]
      : `${fits.start}*${fits.end}`
    : names.length === 1
      ? names[0]
      : undefined;
  return name === undefined || folder === "." ? name : `${folder}/${name}`;
}

/** The parts of a name around a date of at least six digits; the whole name and nothing if there is none. */
const dateInName = /\d{4}[\d_.-]*\d\d/;
const beforeDate = (name: string) => name.split(dateInName)[0]!;
const afterDate = (name: string) => name.slice(beforeDate(name).length).replace(dateInName, "");

function matches({ start, end }: { start: string; end: string }, file: string, folder: string): boolean {
  const name = posix.basename(file);
  const isLong = name.length >= start.length + end.length;
  return posix.dirname(file) === folder && isLong && name.startsWith(start) && name.endsWith(end);
}

const reverse = (text: string) => [...text].reverse().join("");

function commonStart(texts: readonly string[]): string {
  const [first = "", ...more] = texts;
  let length = first.length;
  for (const text of more) while (!text.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

/** The deepest folder that contains all files, relative to the inspected folder; empty for that folder itself. */
function commonFolder(files: readonly RecognisedFile[]): string {
  const folders = files
    .map(({ file }) => posix.dirname(file))
    .map((folder) => (folder === "." ? [] : folder.split("/")));
  const [first = []] = folders;
  const shared = first.findIndex((part, at) => folders.some((parts) => parts[at] !== part));
  return first.slice(0, shared < 0 ? first.length : shared).join("/");
}

/** The path of a source in closedloop.yaml: relative to the project if it lies below it. */
function sourcePath({ exports, project }: SurveyContext, below: string): string {
  const path = resolve(exports, below);
  const within = project === undefined ? ".." : relative(resolve(project), path);
  return within === "" ? "." : within.startsWith("..") || isAbsolute(within) ? path : within;
}
