import { isAbsolute, posix, relative, resolve } from "node:path";
import type { SourceConfig } from "../config/config_schema.js";
import { configuredKeys } from "./configured_keys.js";
import { suggestFieldUse } from "./custom_fields.js";
import { formatsOfFiles, formatsRemark } from "./date_formats.js";
import type { FolderSurvey } from "./diagnosis.js";
import { objectLabel } from "./header_similarity.js";
import { renderMappedSource } from "./mapped_source_guess.js";
import { dropMisplacedFiles, type FileOfObject } from "./misplaced_files.js";
import type { RecognisedFile } from "./recognise_files.js";
import { objectOf, productOf } from "./source_objects.js";
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
      where,
    ),
  );
  const unknown = files.filter(({ table, headers }) => table === undefined && headers.length > 0);
  const below = commonFolder(unknown);
  const unknownBelow = unknown.map((file) => ({ ...file, file: posix.relative(below, file.file) }));
  const lines = [...parts.flatMap(({ lines }) => lines), ...renderMappedSource(unknownBelow, sourcePath(where, below))];
  return {
    exports: where.exports,
    strays: files
      .filter((file) => !(fed as readonly RecognisedFile[]).includes(file))
      .map(({ file, headers, why }) => ({ file, headers, why: why ?? "its headers match no known object" })),
    misnamed: parts.flatMap(({ misnamed }) => misnamed),
    sources: lines.length === 0 ? "" : `sources:\n${lines.join("\n")}\n`,
  };
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
  where: SurveyContext,
) {
  const below = commonFolder(files);
  const before = where.configured.find(({ system }) => system === product);
  const { patterns, misnamed } = filePatterns(files, below);
  const known = {
    name,
    system: product,
    path: sourcePath(where, below),
    ...(before?.time_zone === undefined ? {} : { time_zone: before.time_zone }),
    ...(Object.keys(patterns).length > 0 ? { files: patterns } : {}),
    ...(before ? configuredKeys(before) : {}),
  };
  const { formats: detected, asked } = formatsOfFiles(files);
  const formats = { ...detected, ...before?.formats };
  const isDetected = asked.length > 0 || Object.keys(detected).length > 0;
  const guesses = before ? {} : guessFieldSettings(files);
  const remarks = {
    ...Object.fromEntries(Object.keys(guesses).map((key) => [key, "guessed from its name: please confirm"])),
    ...(isDetected ? { formats: formatsRemark(asked.filter((header) => before?.formats[header] === undefined)) } : {}),
  };
  const written = Object.keys(formats).length > 0 ? { formats } : {};
  return { lines: renderListItem({ ...known, ...written, ...guesses }, 2, remarks), misnamed };
}

/** The settings `stage_field` and `reason_fields`, if exactly one header looks like it. */
function guessFieldSettings(files: readonly FileOfObject[]): Record<string, unknown> {
  const reasons: Record<string, string> = {};
  const stages = new Set<string>();
  for (const { table, headers } of files) {
    const object = objectOf(table);
    const used = headers.flatMap((column) => {
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

/** The `files:` setting for files that are not named like their object. If an object has several such files, or others with the right name, they must be renamed. */
function filePatterns(files: readonly FileOfObject[], below: string) {
  const patterns: Record<string, string> = {};
  const misnamed: { file: string; object: string; advice: string }[] = [];
  for (const table of new Set(files.map(({ table }) => table))) {
    const own = files.filter((file) => file.table === table);
    const wrong = own.filter(({ isNamed }) => !isNamed);
    const object = objectOf(table);
    if (wrong.length === own.length && wrong.length === 1) {
      const [only] = wrong;
      patterns[object] = posix.relative(below, only!.file);
      misnamed.push({
        file: only!.file,
        object: objectLabel(table),
        advice: "listed under `files:` of the source below",
      });
      continue;
    }
    for (const { file } of wrong)
      misnamed.push({ file, object: objectLabel(table), advice: `rename it to ${object}.csv or ${object}_*.csv` });
  }
  return { patterns, misnamed };
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
