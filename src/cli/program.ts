import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { systemNames } from "../../seeds/company/systems/system_names.js";
import { encodings } from "../base/encodings.js";
import { addLogFacts, logFormats, printMessage, setLogFormat } from "../base/print_message.js";
import { forgetHelp, helpExamples, productSummary } from "./help.js";
import { defaultPreset } from "./setup/definition_presets.js";

/** Each action imports what it needs, so that `--help` answers at once. */
const nightlyCommands = () => import("./nightly/run.js");
const queryCommands = () => import("./questions/query.js");

const formats = ["table", "csv", "json", "arrow", "parquet"];
const formatOption = () =>
  new Option("-f, --format <format>", "output format (default: by the ending of --out, else table)").choices(formats);
const wideOption = () => new Option("--wide", "a table with all columns and texts in full; else it fits the terminal");
const outOption = () =>
  new Option("-o, --out <file>", "write to this file instead of the standard output; its ending sets the format");
const timeoutOption = () =>
  new Option("--timeout <seconds>", "stop a query that takes longer").argParser(parseSeconds).default(300);
const asOfOption = () =>
  new Option(
    "--as-of <instant>",
    "the run's clock, e.g. 2026-07-01T00:00:00Z (default: now); later events are ignored",
  );
const acceptVolumeOption = () =>
  new Option("--accept-volume", "accept the exports that shrank by more than half; remembered for these files");
const acceptMissingOption = () =>
  new Option(
    "--accept-missing",
    "take all records for gone that full exports no longer have, however many; remembered for these files",
  );
const leaveOutDamagedOption = () =>
  new Option(
    "--leave-out-damaged",
    "go on without the loads of the history that are damaged and cannot be made again; remembered",
  );
const timingsOption = () => new Option("--timings", "print the build time of every table");
const logOption = () =>
  new Option(
    "--log <format>",
    "messages on stderr as text or as JSON lines (default: text on a terminal, else json)",
  ).choices(logFormats);
const fullOption = () => new Option("--full", "ask the full file, which has personal data, and not explore.duckdb");
const collectValues = (given: string, before: string[] = []) => [...before, given];

/** Parses a whole number between two bounds, both included. */
const wholeNumber = (low: number, high: number) => (given: string) => {
  const number = Number(given);
  if (/^\d+$/.test(given) && number >= low && number <= high) return number;
  throw new InvalidArgumentError(`expected a whole number from ${low} to ${high}.`);
};

/** Parses the seconds of a time limit; a day at most. */
function parseSeconds(given: string): number {
  const seconds = Number(given);
  if (seconds > 0 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError("expected a number of seconds above 0, at most 86400.");
}

const groups = {
  setup: "Set up a project:",
  nightly: "Run every night:",
  upkeep: "Check and repair:",
  questions: "Ask questions:",
};

/** The commands, their options and their help; each but `init` and `example` takes `--project`. */
export function createProgram(version: string): Command {
  const root = new Command("closedloop")
    .description(productSummary)
    .version(version)
    .addHelpText("after", helpExamples)
    .showHelpAfterError("(closedloop --help lists the commands)")
    .configureHelp({ showGlobalOptions: true });
  root.exitOverride(({ code }) =>
    process.exit(code === "commander.helpDisplayed" || code === "commander.version" ? 0 : 2),
  );
  // A project holds personal data: only its owner may read the files, the spill and the reports.
  root.hook("preAction", (_, command) => {
    if (command.name() !== "init") process.umask(0o077);
    // A scheduler runs the commands with `--log`; people read the messages of the others.
    if (command.options.some(({ long }) => long === "--log")) beginLog(command.name(), command.opts().log);
  });
  addSetupCommands(root);
  addNightlyCommands(root);
  addUpkeepCommands(root);
  addQuestions(root);
  return root;
}

/** A command that works on a project folder. */
const inProject = (root: Command, group: string, name: string, description: string) =>
  root
    .command(name)
    .helpGroup(group)
    .description(description)
    .option("-p, --project <dir>", "the folder with closedloop.yaml", ".");

/** A command of the night: its messages may be JSON lines, mistakes in its options included. */
function inNight(root: Command, name: string, description: string, group = groups.nightly): Command {
  const command = inProject(root, group, name, description).addOption(logOption());
  return command.configureOutput({
    writeErr: (text) => {
      beginLog(name, / --log[= ](text|json)( |$)/.exec(process.argv.join(" "))?.[1]);
      printMessage(text.trimEnd(), { level: "error", event: "error", facts: { exit_code: 2 } });
    },
  });
}

/** Sets the format of the log: by default text on a terminal, else JSON. */
function beginLog(command: string, format: string | undefined): void {
  setLogFormat(logFormats.find((known) => known === format) ?? (process.stderr.isTTY ? "text" : "json"));
  addLogFacts({ command });
}

function addSetupCommands(root: Command): void {
  root
    .command("init [dir]")
    .helpGroup(groups.setup)
    .description("make a project folder: closedloop.yaml, lookups, an MQL definition, a folder for the exports")
    .option(
      "--definition <name>",
      "the shipped MQL definition to start with; none: start without a definition, nothing is scored",
      defaultPreset,
    )
    .action(async (dir = ".", options) => (await import("./setup/init.js")).init(dir, options));
  inProject(
    root,
    groups.setup,
    "doctor [exports]",
    "inspect exports before the first run: contents, gaps, and values that need mapping",
  )
    .addOption(asOfOption())
    .addOption(new Option("-f, --format <format>", "output format").choices(["text", "json"]).default("text"))
    .option("--rows <lookup>", "print only the rows to append to a lookup, e.g. channels")
    .option("--fields <system>", "print what to export from salesforce, hubspot, marketo or pardot; read no files")
    .action(async (exports, options) => (await import("./setup/doctor.js")).doctor(exports, options));
  root
    .command("example")
    .helpGroup(groups.setup)
    .description("generate a demo company: a project with made-up exports and the correct answers (truth.json)")
    .requiredOption("--out <dir>", "a new or empty folder")
    .option("--leads <n>", "number of leads over 18 months", wholeNumber(1, 100_000_000), 2000)
    .option("--seed <n>", "the same seed gives the same company", wholeNumber(1, 100_000_000), 1)
    .addOption(
      new Option("--systems <names>", "the systems whose exports are written")
        .choices(systemNames)
        .default("salesforce+marketo"),
    )
    .action(async (options) => (await import("./setup/example.js")).example(options));
}

function addNightlyCommands(root: Command): void {
  inNight(root, "run", "run everything: load, build, check, publish, report")
    .addOption(asOfOption())
    .addOption(acceptVolumeOption())
    .addOption(acceptMissingOption())
    .addOption(leaveOutDamagedOption())
    .addOption(timingsOption())
    .option("--from-history", "rebuild from the data that is already loaded; do not read exports")
    .action(async (options) => (await nightlyCommands()).run(options));
  inNight(root, "load", "load new export files into the history; a file that was loaded before adds nothing")
    .addOption(asOfOption())
    .addOption(acceptVolumeOption())
    .action(async (options) => (await nightlyCommands()).load(options));
  inNight(
    root,
    "build",
    "build all tables from the history into a new database, check them, and publish it in place of the old one",
  )
    .addOption(asOfOption())
    .addOption(acceptVolumeOption())
    .addOption(acceptMissingOption())
    .addOption(leaveOutDamagedOption())
    .addOption(timingsOption())
    .action(async (options) => (await nightlyCommands()).build(options));
  inNight(root, "check", "re-run the data checks on the published tables").action(async (options) =>
    (await nightlyCommands()).check(options),
  );
  inNight(root, "report", "write the report, reports/funnel.html, from the published tables").action(async (options) =>
    (await nightlyCommands()).report(options),
  );
}

function addUpkeepCommands(root: Command): void {
  inNight(
    root,
    "rollback",
    "put the publication before the current one in place again, and write its report",
    groups.upkeep,
  )
    .option("--to <publication>", "put this one in place, e.g. 20260701T051502.120Z-3f9c2a; --list names them")
    .option("--list", "only list the publications that are kept, newest first")
    .addOption(
      new Option("-f, --format <format>", "output format of --list").choices(["table", "json"]).default("table"),
    )
    .action(async (options) => (await import("./nightly/rollback.js")).rollback(options));
  inNight(
    root,
    "verify",
    "check that the published files, the kept publications and the history are whole; exit code 4 if not",
    groups.upkeep,
  ).action(async (options) => (await import("./nightly/verify.js")).verify(options));
  inNight(root, "forget [who]", "erase a person from everything that closedloop keeps, and prove it", groups.upkeep)
    .addHelpText("after", forgetHelp)
    .option("--dry-run", "only show what would be erased")
    .option("-y, --yes", "erase without asking")
    .addOption(asOfOption())
    .option("--list", "show when people were forgotten, without saying who")
    .option("--lift", "let a forgotten person come back with the next export that has them")
    .action(async (who, options) => (await import("./nightly/forget.js")).forget(who, options));
}

function addQuestions(root: Command): void {
  inProject(
    root,
    groups.questions,
    "query",
    "run a saved query; `query list` lists them, `query describe NAME` prints parameters, their values and columns",
  )
    .argument("[name]", "a saved query, or list, or describe")
    .argument("[described]", "after describe: the saved query to describe")
    .option("--param <name=value>", "a parameter of the query; may be given several times", collectValues)
    .addOption(formatOption())
    .addOption(wideOption())
    .addOption(outOption())
    .addOption(fullOption())
    .addOption(timeoutOption())
    .action(async (name, described, options) => (await queryCommands()).query(name, described, options));
  inProject(
    root,
    groups.questions,
    "sql [query]",
    "run SQL on the published tables, read-only; without a query, read it from the standard input",
  )
    .addOption(formatOption())
    .addOption(wideOption())
    .addOption(outOption())
    .addOption(fullOption())
    .addOption(timeoutOption())
    .action(async (query, options) => (await queryCommands()).querySql(query, options));
  inProject(root, groups.questions, "chart [name]", "draw a chart as .svg or .png; without a name, list them")
    .option("--param <name=value>", "a parameter of the chart's query; may be given several times", collectValues)
    .option("-o, --out <file>", "the file to write, ending in .svg or .png (default: SVG on the standard output)")
    .addOption(fullOption())
    .addOption(timeoutOption())
    .action(async (name, options) => (await import("./questions/chart.js")).chart(name, options));
  inProject(
    root,
    groups.questions,
    "reconcile <file>",
    "compare your list of MQLs (a file with id or email, and date) with the published ones and explain each difference",
  )
    .option("--id <header>", "the column with a record id (default: found by its name, e.g. Lead ID)")
    .option("--email <header>", "the column with the email address (default: found by its name)")
    .option("--date <header>", "the column with the MQL date (default: found by its name, e.g. MQL Date)")
    .option("--date-format <pattern>", "how the dates are written, e.g. %d/%m/%Y (default: 2026-04-03)")
    .addOption(
      new Option("--encoding <name>", "text encoding of the file (default: UTF-8 or UTF-16)").choices(encodings),
    )
    .option("--days <n>", "largest difference in days that still counts as the same MQL", wholeNumber(0, 366), 7)
    .addOption(new Option("-f, --format <format>", "print every row with its reason, in this format").choices(formats))
    .addOption(wideOption())
    .option("-o, --out <file>", "write every row with its reason to this file; its ending sets the format")
    .addOption(timeoutOption())
    .action(async (file, options) => (await import("./questions/reconcile.js")).reconcile(file, options));
  inProject(root, groups.questions, "explain", "show which records were joined into a person, and why")
    .addArgument(new Argument("<what>", "what to explain").choices(["person"]))
    .argument("<who>", "a person_id, a record as system:id (crm:00Q...), a record id alone, or an email address")
    .addOption(formatOption())
    .addOption(wideOption())
    .addOption(outOption())
    .addOption(timeoutOption())
    .action(async (_, who, options) => (await import("./questions/explain.js")).explain(who, options));
}
