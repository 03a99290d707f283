import { commentLines } from "../base/text_layout.js";
import { toSnakeCase } from "../text/header.js";
import { type DateHeader, detectDateColumn, detectDateHeader, formatsRemark } from "./date_formats.js";
import {
  findPersonHeader,
  guessOpportunities,
  isCloseHeader,
  type OpportunityGuess,
} from "./mapped_opportunities_guess.js";
import type { RecognisedFile } from "./recognise_files.js";
import { renderListItem } from "./yaml_lines.js";

/** Guesses the column of a person by the name of a header; the first match counts. */
const peopleColumnPatterns: readonly (readonly [column: string, pattern: RegExp])[] = [
  ["email", /^e_?mail(_address)?$/],
  ["full_name", /^(full_?|contact_|lead_)?name$/],
  ["job_title", /^(job_?)?title$|^position$/],
  ["company", /^(company|organi[sz]ation|account)(_name|_account)?$/],
  ["industry", /^industry$|^business_segment$|^sector$/],
  ["employee_count", /employees|headcount|company_size$/],
  ["country", /^country(_code|_name)?$/],
  ["medium", /medium$/],
  ["source", /^(lead_|utm_|first_)?source$|^origin$|^channel$/],
  ["campaign_id", /^(utm_)?campaign(_id)?$/],
  ["owner_id", /^(owner|sales_?rep|rep|sr)(_id)?$/],
];

/** Guesses the stage of a date by its header. */
const stagePatterns: readonly (readonly [stage: string, pattern: RegExp])[] = [
  ["mql", /mql|marketing_qualified/],
  ["sal", /(^|_)sal(_|$)|accepted/],
  ["sql", /(^|_)sql(_|$)|sales_qualified/],
  ["opportunity", /opportunity|opened/],
  ["won", /won|closed_deal|customer_since|signed_contract/],
  ["lost", /lost/],
  ["sql", /(^|_)converted(_|$)/],
  ["rejected", /reject|disqualif|unqualified/],
  ["recycled", /recycl|nurtur/],
];

const stageIndex = ({ constants }: { constants: { stage: string } }) =>
  stagePatterns.findIndex(([stage]) => stage === constants.stage);

const idPattern = /(^|_)(id|no|number|key|guid)$/;
const createdPattern = /creat|first|signup|sign_up|registered|since|^date$|inserted|received|added/;

const matchPattern = (table: readonly (readonly [string, RegExp])[], header: string) =>
  table.find(([, pattern]) => pattern.test(toSnakeCase(header)))?.[0];

/** The guesses for a file: its id, its dates and its columns of people. */
interface FileGuess {
  readonly file: RecognisedFile;
  readonly id: string;
  readonly dates: readonly DateHeader[];
  readonly columns: Readonly<Record<string, string>>;
}

/** A `mapped` source as lines of closedloop.yaml, with the files that it reads. */
interface MappedSource {
  readonly lines: readonly string[];
  readonly read: ReadonlySet<string>;
  /** Files that are not read and seem to have people, too. */
  readonly further: ReadonlySet<string>;
}

/** A `mapped` source for files of unknown systems, guessed from names and values and marked as guesses; empty if nothing can be guessed. */
export function renderMappedSource(
  files: readonly RecognisedFile[],
  keys: { readonly path: string; readonly encoding?: string },
): MappedSource {
  const all = files.map(guessFile);
  const opportunities = all.flatMap((one) => guessOpportunities(one) ?? []);
  const guesses = all.filter(({ file }) => !opportunities.some((one) => one.file === file));
  const people = guesses.filter(describesPeople).reduce<FileGuess | undefined>(better, undefined);
  if (people === undefined && opportunities.length === 0) return { lines: [], read: new Set(), further: new Set() };
  const events = guesses
    .flatMap((one) => (people && (one === people || one.id === people.id) ? stageFeeds(one, people) : []))
    .sort((one, two) => stageIndex(one) - stageIndex(two));
  const links = opportunities.flatMap((one) => opportunityPeopleFeed(one, people));
  const isSparse = events.some(({ file, columns }) => hasBlanks(all, file, columns.occurred_at));
  const source = {
    ...{ name: "other", system: "mapped", ...keys, time_zone: "UTC" },
    ...(isSparse ? { reject_budget: { share: 1 } } : {}),
  };
  const feeds = [...events, ...opportunities.map(opportunityFeed), ...links, ...(people ? [peopleFeed(people)] : [])];
  const further = people
    ? guesses.filter((one) => namesPeople(one) && !feeds.some(({ file }) => file === one.file.file))
    : [];
  const lines = [
    "  # Guessed from headers and values: please confirm each line.",
    ...renderListItem(source, 2, {
      time_zone: "please confirm: the zone of times without an offset",
      reject_budget: "rows without the date of a stage are no events: they are rejected and counted",
    }),
    "    entities:",
    ...(people
      ? [
          "      people:",
          ...renderListItem(peopleFeed(people), 8, remarksOf(people, peopleFeed(people))),
          ...renderMissingDate(people),
          ...renderFurtherPeople(further),
        ]
      : []),
    ...(events.length > 0
      ? ["      stage_events:", ...events.flatMap((feed) => renderStageFeed(feed, guesses))]
      : renderMissingStages(guesses)),
    ...(opportunities.length > 0 ? ["      opportunities:", ...opportunities.flatMap(renderOpportunities)] : []),
    ...(links.length > 0 ? ["      opportunity_people:", ...links.flatMap((one) => renderListItem(one, 8))] : []),
    ...renderUnused(all, feeds),
  ];
  return {
    lines,
    read: new Set(feeds.map(({ file }) => file)),
    further: new Set(further.map(({ file }) => file.file)),
  };
}

/** True if some records of a file have no value under a header. */
const hasBlanks = (guesses: readonly FileGuess[], name: string, header: string) =>
  guesses.some(({ file }) => file.file === name && file.sample.some((row) => (row[header]?.trim() ?? "") === ""));

/** True if there is something to say of the people beside their ids. */
const describesPeople = ({ columns, dates }: FileGuess) => Object.keys(columns).length > 0 || dates.length > 0;

const better = (best: FileGuess | undefined, one: FileGuess) =>
  best === undefined || peopleScore(one) > peopleScore(best) ? one : best;

const opportunityFeed = ({ file, columns, values, dates }: OpportunityGuess) => ({
  file: file.file,
  columns,
  ...formatsOf(dates),
  ...(Object.keys(values).length > 0 ? { values } : {}),
});

const renderOpportunities = (guess: OpportunityGuess) =>
  renderListItem(opportunityFeed(guess), 8, {
    values: "please confirm: which stages are won and lost",
    ...remarksOf(guess, guess),
  });

function opportunityPeopleFeed(guess: OpportunityGuess, people: FileGuess | undefined) {
  const person = people && findPersonHeader(guess, people);
  return person === undefined
    ? []
    : [{ file: guess.file.file, columns: { opportunity_id: guess.columns.opportunity_id!, record_id: person } }];
}

const renderStageFeed = (feed: ReturnType<typeof stageFeeds>[number], guesses: readonly FileGuess[]) =>
  renderListItem(feed, 8, {
    columns: `please confirm: the date of the stage ${feed.constants.stage}`,
    ...guesses.filter(({ file }) => file.file === feed.file).map((guess) => remarksOf(guess, feed))[0],
  });

/** The remark beside the formats of a feed if somebody must confirm them. */
function remarksOf({ dates }: Pick<FileGuess, "dates">, { columns }: { columns: object }): Record<string, string> {
  const used = new Set<string>(Object.values(columns));
  const asked = dates.filter(({ header, isAsked }) => isAsked && used.has(header)).map(({ header }) => header);
  return asked.length > 0 ? { formats: formatsRemark(asked) } : {};
}

/** True for a file with emails or names of people. */
const namesPeople = ({ columns }: FileGuess) => columns.email !== undefined || columns.full_name !== undefined;

/** Their ids may differ from those of the first file, so only the team knows whether to read them. */
function renderFurtherPeople(further: readonly FileGuess[]): string[] {
  return further
    .slice(0, maxFurther)
    .flatMap((one) => [
      ...commentLines(
        `${one.file.file} seems to have people, too, and is not read. To read it, remove the # of these lines; records with the same email become one person:`,
        6,
      ),
      ...renderListItem(peopleFeed(one), 8).map((line) => `      #${line.slice(6)}`),
    ]);
}

/** Asks for the date of a person if no column holds dates. */
const renderMissingDate = ({ file, dates }: FileGuess): string[] =>
  findCreatedDate(dates) === undefined
    ? commentLines(`please add created_at to columns: no column of ${file.file} holds the date of a person`, 6)
    : [];

const noStages = "stage_events: no header looks like the date of a stage; without stage events there is no funnel";

/** Words that say yes or no, and nothing of a person. */
const flagWords = /^(0|1|true|false|t|f|yes|no|y|n|x|ja|nein|oui|non|s[ií]|sim|n[aã]o)$/i;
const yesWords = /^(1|true|t|yes|y|x|ja|oui|s[ií]|sim)$/i;

/** Asks for the stages: for a column that says whether a person reached a stage, only the date is missing. */
function renderMissingStages(guesses: readonly FileGuess[]): string[] {
  const asked = guesses.flatMap(({ file, id }) =>
    file.headers.flatMap((header) => {
      const stage = header === id ? undefined : matchPattern(stagePatterns, header);
      const words = [...new Set(file.sample.flatMap((row) => row[header]?.trim() || []))].sort();
      const yes = words.filter((word) => yesWords.test(word));
      if (stage === undefined || yes.length === 0 || !words.every((word) => flagWords.test(word))) return [];
      const values = { [header]: Object.fromEntries(words.map((word) => [word, yes.includes(word) ? stage : ""])) };
      const feed = { file: file.file, columns: { record_id: id, stage: header, occurred_at: "?" }, values };
      return [
        ...commentLines(
          `please add: ${header} (${words.join(", ")}) says who reached the stage ${stage}, but no column says when. Export that date, write its header for "?" and remove the # of these lines:`,
          6,
        ),
        "      #stage_events:",
        ...renderListItem(feed, 8).map((line) => `      #${line.slice(6)}`),
      ];
    }),
  );
  return asked.length > 0 ? asked : [`      # ${noStages}`];
}

function guessFile(file: RecognisedFile): FileGuess {
  const dates = file.headers.flatMap(
    (header) => (isDateName(header) ? detectDateColumn : detectDateHeader)(header, file.sample) ?? [],
  );
  const ids = file.headers.filter((header) => idPattern.test(toSnakeCase(header)));
  const id = ids.find((header) => isUnique(file, header)) ?? ids[0] ?? file.headers[0]!;
  const taken = new Map<string, string>();
  for (const header of file.headers) {
    const column = header === id ? undefined : matchPattern(peopleColumnPatterns, header);
    if (column !== undefined && !taken.has(column)) taken.set(column, header);
  }
  const email = taken.has("email") ? undefined : findEmailHeader(file, [...taken.values()]);
  if (email !== undefined) taken.set("email", email);
  return { file, id, dates, columns: Object.fromEntries(taken) };
}

/** True for the name of a date: numbers below it are days or seconds, as below none that could be an amount. */
const isDateName = (header: string) =>
  /(^|_)(date|datetime|timestamp|at|on)(_c)?$|^date_|creat(ed|ion)(_time)?$|(^|_)(closed|opened|registered)(_time)?$/.test(
    toSnakeCase(header),
  );

const plainEmail = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/;
/** Whoever works on a record is not its person. */
const colleagueHeader =
  /owner|(^|_)(sales|rep|sr|sdr|bdr|ae|agent|seller|user|manager|assigned|assignee|by|sender|from|to|cc|bcc)(_|$)/;

/** The header over plain emails, whatever it is called. The email of a colleague recurs, and would make one person of many. */
function findEmailHeader({ headers, sample }: RecognisedFile, taken: readonly string[]): string | undefined {
  const found = headers.filter((header) => {
    if (taken.includes(header) || colleagueHeader.test(toSnakeCase(header))) return false;
    const values = sample.flatMap((row) => row[header]?.trim().toLowerCase() || []);
    const emails = values.filter((value) => plainEmail.test(value));
    return emails.length > 0 && 10 * emails.length >= 9 * values.length && 2 * new Set(emails).size >= emails.length;
  });
  return found.find((header) => /mail/.test(toSnakeCase(header))) ?? found[0];
}

const isUnique = ({ sample }: RecognisedFile, header: string) =>
  sample.length > 0 && new Set(sample.map((row) => row[header])).size === sample.length;

/** Of several files, the one with the most records and the most columns of people is taken for the people. */
const peopleScore = ({ file, columns, dates }: FileGuess) =>
  Math.log10(file.records + 1) + Object.keys(columns).length / 4 + (findCreatedDate(dates) ? 1 : 0);

/** The date on which a record was created: by its header, else the first date that is not that of a stage or of a close. */
const findCreatedDate = (dates: readonly DateHeader[]) =>
  dates.find(({ header }) => createdPattern.test(toSnakeCase(header))) ??
  dates.find(({ header }) => !matchPattern(stagePatterns, header) && !isCloseHeader(header));

function peopleFeed({ file, id, dates, columns }: FileGuess) {
  const made = findCreatedDate(dates);
  return {
    file: file.file,
    columns: { record_id: id, ...(made ? { created_at: made.header } : {}), ...columns },
    ...formatsOf(made ? [made] : []),
  };
}

/** A date named after a stage is the date of that stage. In a file named after MQLs, the creation date is that of the MQL. */
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
  const hasMqlDate = named.some(({ constants }) => constants.stage === "mql");
  return file === people.file && isOfMqls && made && !hasMqlDate ? [feed(made, "mql"), ...named] : named;
}

const formatsOf = (dates: readonly DateHeader[]) => {
  const formats = dates.flatMap(({ header, format }) => (format === undefined ? [] : [[header, format]]));
  return formats.length > 0 ? { formats: Object.fromEntries(formats) } : {};
};

/** How many further files of people get proposed lines; the others are listed as not read. */
const maxFurther = 3;
/** The most files whose unused headers are listed. */
const maxUnused = 4;

/** The headers that the guess does not use, so that one need not open the files. */
function renderUnused(guesses: readonly FileGuess[], feeds: readonly { file: string; columns: object }[]): string[] {
  const unused = guesses.flatMap(({ file }) => {
    const used = new Set(feeds.flatMap((feed) => (feed.file === file.file ? Object.values(feed.columns) : [])));
    const rest = file.headers.filter((header) => !used.has(header));
    return rest.length === 0 ? [] : [`${file.file}: not used: ${rest.join(", ")}`];
  });
  const more = unused.length - maxUnused;
  return [
    ...unused.slice(0, maxUnused),
    ...(more > 0 ? [`... and ${more} more files with headers that are not used`] : []),
  ].flatMap((line) => commentLines(line, 6));
}
