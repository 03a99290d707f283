import { escapeControls } from "../base/escape_controls.js";
import { toSnakeCase } from "../text/header.js";
import { type DateHeader, detectDateHeader } from "./date_formats.js";
import type { RecognisedFile } from "./recognise_files.js";
import { renderListItem } from "./yaml_lines.js";

/** Which column of a person a header may be, by its name; the first that fits counts. */
const peopleColumnPatterns: readonly (readonly [column: string, pattern: RegExp])[] = [
  ["email", /^e_?mail(_address)?$/],
  ["full_name", /^(full_?|contact_|lead_)?name$/],
  ["job_title", /^(job_?)?title$|^position$/],
  ["company", /^(company|organi[sz]ation|account)(_name)?$/],
  ["industry", /^industry$|^business_segment$|^sector$/],
  ["employee_count", /employees|headcount|company_size$/],
  ["country", /^country(_code|_name)?$/],
  ["medium", /medium$/],
  ["source", /^(lead_|utm_|first_)?source$|^origin$|^channel$/],
  ["campaign_id", /^(utm_)?campaign(_id)?$/],
  ["owner_id", /^(owner|sales_?rep|rep|sr)(_id)?$/],
];

/** Which stage a date may say, by its header. */
const stagePatterns: readonly (readonly [stage: string, pattern: RegExp])[] = [
  ["mql", /mql|marketing_qualified/],
  ["sal", /(^|_)sal(_|$)|accepted/],
  ["sql", /(^|_)sql(_|$)|sales_qualified/],
  ["opportunity", /opportunity|opened/],
  ["won", /won|closed_deal|customer_since|signed_contract/],
  ["lost", /lost/],
  ["rejected", /reject|disqualif|unqualified/],
  ["recycled", /recycl|nurtur/],
];

const stageIndex = ({ constants }: { constants: { stage: string } }) =>
  stagePatterns.findIndex(([stage]) => stage === constants.stage);

const idPattern = /(^|_)(id|no|number|key|guid)$/;
const createdPattern = /creat|first|signup|sign_up|registered|since|^date$|inserted|received|added/;

const matchPattern = (table: readonly (readonly [string, RegExp])[], header: string) =>
  table.find(([, pattern]) => pattern.test(toSnakeCase(header)))?.[0];

/** What a guess makes of a file: its id, its dates, what it knows of people. */
interface FileGuess {
  readonly file: RecognisedFile;
  readonly id: string;
  readonly dates: readonly DateHeader[];
  readonly columns: Readonly<Record<string, string>>;
}

/** Lines of a `mapped` source for files of systems that nobody knows: guesses by names and values, each marked as one. */
export function renderMappedSource(files: readonly RecognisedFile[], path: string): string[] {
  if (files.length === 0) return [];
  const guesses = files.map(guessFile);
  const people = guesses.reduce((best, one) => (peopleScore(one) > peopleScore(best) ? one : best));
  const events = guesses
    .flatMap((one) => (one === people || one.id === people.id ? stageFeeds(one, people) : []))
    .sort((one, two) => stageIndex(one) - stageIndex(two));
  const source = { name: "other", system: "mapped", path, time_zone: "UTC" };
  return [
    "  # A guess by headers and values: check each line.",
    ...renderListItem(source, 2, { time_zone: "check: of times without a mark" }),
    "    entities:",
    "      people:",
    ...renderListItem(peopleFeed(people), 8),
    ...(events.length > 0 ? ["      stage_events:", ...events.flatMap(renderStageFeed)] : noStagesLines),
    ...guesses.flatMap((guess) => renderUnusedHeaders(guess, guess === people, events)),
  ];
}

const renderStageFeed = (feed: ReturnType<typeof stageFeeds>[number]) =>
  renderListItem(feed, 8, { columns: `check: is this when it became ${feed.constants.stage}?` });

const noStagesLines = [
  "      # stage_events: no header says when a stage was reached; without them there is no funnel",
];

function guessFile(file: RecognisedFile): FileGuess {
  const dates = file.headers.flatMap((header) => detectDateHeader(header, file.sample) ?? []);
  const ids = file.headers.filter((header) => idPattern.test(toSnakeCase(header)));
  const id = ids.find((header) => isUnique(file, header)) ?? ids[0] ?? file.headers[0]!;
  const taken = new Map<string, string>();
  for (const header of file.headers) {
    const column = header === id ? undefined : matchPattern(peopleColumnPatterns, header);
    if (column !== undefined && !taken.has(column)) taken.set(column, header);
  }
  return { file, id, dates, columns: Object.fromEntries(taken) };
}

const isUnique = ({ sample }: RecognisedFile, header: string) =>
  sample.length > 0 && new Set(sample.map((row) => row[header])).size === sample.length;

/** Of several files the people are where most people are, and most is known of them. */
const peopleScore = ({ file, columns, dates }: FileGuess) =>
  Math.log10(file.records + 1) + Object.keys(columns).length / 4 + (findCreatedDate(dates) ? 1 : 0);

/** The date at which a record was made: of those that say no stage the one that is called so. */
const findCreatedDate = (dates: readonly DateHeader[]) =>
  dates.find(({ header }) => createdPattern.test(toSnakeCase(header))) ??
  dates.find(({ header }) => !matchPattern(stagePatterns, header));

function peopleFeed({ file, id, dates, columns }: FileGuess) {
  const made = findCreatedDate(dates);
  return {
    file: file.file,
    columns: { record_id: id, ...(made ? { created_at: made.header } : {}), ...columns },
    ...formatsOf(made ? [made] : []),
  };
}

/** A date that is called after a stage says when it was reached; a file of MQLs by its name says so by its first date. */
function stageFeeds({ file, id, dates }: FileGuess, people: FileGuess) {
  const isOfMqls = /mql|marketing_qualified/.test(`${toSnakeCase(file.file)} ${toSnakeCase(id)}`);
  const link = /mql/.test(toSnakeCase(id)) ? { link: "mql" } : {};
  const feed = (date: DateHeader, stage: string) => ({
    file: file.file,
    columns: { record_id: id, occurred_at: date.header },
    constants: { stage },
    ...formatsOf([date]),
    ...(stage === "mql" ? {} : link),
  });
  const named = dates.flatMap((date) => {
    const stage = matchPattern(stagePatterns, date.header);
    return stage === undefined ? [] : [feed(date, stage)];
  });
  const made = findCreatedDate(dates);
  const isTold = named.some(({ constants }) => constants.stage === "mql");
  return file === people.file && isOfMqls && made && !isTold ? [feed(made, "mql"), ...named] : named;
}

const formatsOf = (dates: readonly DateHeader[]) => {
  const formats = dates.flatMap(({ header, format }) => (format === undefined ? [] : [[header, format]]));
  return formats.length > 0 ? { formats: Object.fromEntries(formats) } : {};
};

/** Headers that the guess leaves out, so that nobody has to open the file. */
function renderUnusedHeaders(
  guess: FileGuess,
  isPeople: boolean,
  feeds: readonly { file: string; columns: object }[],
): string[] {
  const fed = feeds.filter(({ file }) => file === guess.file.file).flatMap(({ columns }) => Object.values(columns));
  const used = new Set<string>([...fed, ...(isPeople ? Object.values(peopleFeed(guess).columns) : [])]);
  const rest = guess.file.headers.filter((header) => !used.has(header));
  return rest.length === 0 ? [] : wrapComment(`${guess.file.file}: not used: ${rest.join(", ")}`);
}

function wrapComment(text: string): string[] {
  const lines = [""];
  for (const word of escapeControls(text).split(" ")) {
    const last = lines.at(-1)!;
    if (last.length + word.length > 90) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.map((line) => `      # ${line}`);
}
