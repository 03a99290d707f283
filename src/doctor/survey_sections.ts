/** The parts of the page about a folder: the files that are no exports, and the configuration for the others. */
import { indentText, section, wrapText } from "../base/text_layout.js";
import { formatCount } from "../report/format_values.js";
import type { FolderSurvey } from "./diagnosis.js";

/** The most files of one kind that are named, and the most whose headers are shown. */
const maxNames = 8;
const maxHeaders = 3;

export const renderSources = ({ sources }: FolderSurvey): string[] =>
  sources === "" ? [] : ["Paste into closedloop.yaml instead of its `sources:`", "", ...sources.trimEnd().split("\n")];

/** Files that are not used, one entry for each reason. */
export function renderUnusedFiles({ strays, unread, misnamed, encodings }: FolderSurvey): string[][] {
  return [
    section(
      "Files whose name does not say what they contain",
      groupBy(misnamed, ({ object, advice }) =>
        advice.startsWith("listed") ? advice : `${object}: ${advice}`,
      ).flatMap(([, files]) => renderMisnamed(files)),
    ),
    section(
      "Sources with files in several encodings; put them into two folders, each with a source of its own",
      encodings.flatMap(({ source, utf8, others }) =>
        wrapText(`${source}: not UTF-8: ${nameAll(others)}; UTF-8: ${nameAll(utf8)}`),
      ),
    ),
    section("Not recognised, or not read", [
      ...groupBy(strays, ({ why }) => why).flatMap(renderStrays),
      ...renderUnread(unread),
    ]),
  ];
}

/** Files with the same advice: those that are listed already in one entry, the others by object. */
function renderMisnamed(files: FolderSurvey["misnamed"]): string[] {
  const [{ file, object, advice } = { file: "", object: "", advice: "" }, ...more] = files;
  if (more.length === 0) return wrapText(`${file} holds ${object}: ${advice}`);
  const isOne = files.every((one) => one.object === object);
  return wrapText(
    isOne
      ? `${nameFiles(files)} hold ${object}: ${advice.replace("rename it", "rename them")}`
      : `${formatCount(files.length)} files: ${advice}: ${nameFiles(files)}`,
  );
}

function renderStrays([why, files]: readonly [string, FolderSurvey["strays"]]): string[] {
  if (files.length > maxHeaders) return wrapText(`${formatCount(files.length)} files: ${why}: ${nameFiles(files)}`);
  return files.flatMap(({ file, headers }) => [
    ...wrapText(`${file}: ${why}`),
    ...(headers.length > 0 ? indentText(shorten(headers, 12), 6) : []),
  ]);
}

const renderUnread = (unread: FolderSurvey["unread"]) =>
  groupBy(unread, ({ product }) => product).flatMap(([product, files]) => {
    const filled = files.filter(({ records }) => records > 0);
    const counted = filled.length === 0 ? "none with records" : `${formatCount(filled.length)} with records`;
    const names = (filled.length > 0 ? filled : files).map(({ file }) => file.replace(/^.*\/|\.\w+(\.gz)?$/g, ""));
    return wrapText(
      `${formatCount(files.length)} ${files.length === 1 ? "file" : "files"} of ${product} objects that closedloop does not read, ${counted}: ${shorten(names, maxNames)}`,
    );
  });

const nameFiles = (files: readonly { file: string }[]) => nameAll(files.map(({ file }) => file));
const nameAll = (names: readonly string[]) => shorten(names, maxNames);

/** The first names, and how many more there are. */
export const shorten = (names: readonly string[], most: number) =>
  names.length <= most + 1
    ? names.join(", ")
    : `${names.slice(0, most).join(", ")} and ${formatCount(names.length - most)} more (--format json lists all)`;

function groupBy<T>(all: readonly T[], key: (one: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return [...groups];
}
