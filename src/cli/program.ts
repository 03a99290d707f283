import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { systemNames } from "../../seeds/company/systems/system_names.js";
import { encodings } from "../base/encodings.js";
import { helpExamples, productSummary } from "./help.js";
import { defaultPreset } from "./setup/definition_presets.js";

/** What is not needed to print the help is imported by the action that needs it: `--help` answers at once. */
const nightlyCommands = () => import("./nightly/run.js");
const queryCommands = () => import("./questions/query.js");

const formats = ["table", "csv", "json", "arrow", "parquet"];
const formatOption = () => new Option("-f, --format <format>", "how to print it").choices(formats).default("table");
const outOption = () => new Option("-o, --out <file>", "write to a file instead of the standard output");
const timeoutOption = () =>
  new Option("--timeout <seconds>", "stop a query that takes longer").argParser(Number).default(300);
const asOfOption = () =>
  new Option("--as-of <instant>", "the run's clock, such as 2026-07-01T00:00:00Z (default: now)");

function parseWholeNumber(given: string): number {
  const number = Number(given);
  if (/^\d+$/.test(given) && number >= 1 && number <= 100_000_000) return number;
  throw new InvalidArgumentError("expected a whole number from 1 to 100000000.");
}
const acceptVolumeOption = () =>
  new Option("--accept-volume", "take exports with less than half of the rows before; remembered, not asked again");

function parseWholeDays(given: string): number {
  const number = Number(given);
  if (/^\d+$/.test(given) && number <= 366) return number;
  throw new InvalidArgumentError("expected a whole number from 0 to 366.");
}
const timingsOption = () => new Option("--timings", "tell the seconds of every table, not only of the slow ones");
const collectValues = (given: string, before: string[] = []) => [...before, given];

/** The commands, their options and their help; each takes `--project`. */
export function createProgram(version: string): Command {
  const root = new Command("closedloop")
    .description(productSummary)
    .version(version)
    .addHelpText("after", helpExamples)
    .showHelpAfterError("(closedloop --help tells what there is)")
    .configureHelp({ showGlobalOptions: true });
  root.exitOverride(({ code }) =>
    process.exit(code === "commander.helpDisplayed" || code === "commander.version" ? 0 : 2),
  );
  // What a project holds is personal data: its files, spill and reports are its owner's alone.
  root.hook("preAction", (_, command) => {
    if (command.name() !== "init") process.umask(0o077);
  });
  const command = (name: string, description: string) =>
    root.command(name).description(description).option("-p, --project <dir>", "the folder of closedloop.yaml", ".");

  root
    .command("init [dir]")
    .description("make a new project folder: closedloop.yaml, lookups, a definition of an MQL, a place for the exports")
    .option(
      "--definition <name>",
      "the shipped definition to begin with, a folder of seeds/definitions; none: no scores",
      defaultPreset,
    )
    .action(async (dir = ".", options) => (await import("./setup/init.js")).init(dir, options));
  root
    .command("example")
    .description("make a company that never was: a whole project with exports of any size, and the truth about it")
    .requiredOption("--out <dir>", "a new or empty folder")
    .option("--leads <n>", "how many people became known in 18 months", parseWholeNumber, 2000)
    .option("--seed <n>", "the same seed makes the same company", parseWholeNumber, 1)
    .addOption(
      new Option("--systems <names>", "whose exports are made").choices(systemNames).default("salesforce+marketo"),
    )
    .action(async (options) => (await import("./setup/example.js")).example(options));
  command("doctor [exports]", "look at exports before any build: what they give, what is missing, which words to map")
    .addOption(asOfOption())
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .option("--rows <lookup>", "print only the rows to append to a lookup, such as channels")
    .option("--fields <system>", "print what to export of salesforce, marketo or pardot, and look at nothing")
    .action(async (exports, options) => (await import("./setup/doctor.js")).doctor(exports, options));
  command("run", "the whole night: load, build, check, publish, report")
    .addOption(asOfOption())
    .addOption(acceptVolumeOption())
    .addOption(timingsOption())
    .option("--from-history", "look at no export: rebuild the warehouse from what was ever loaded")
    .action(async (options) => (await nightlyCommands()).run(options));
  command("load", "load new files of exports/ into the history; what was loaded before adds nothing")
    .addOption(asOfOption())
    .addOption(acceptVolumeOption())
    .action(async (options) => (await nightlyCommands()).load(options));
  command(
    "build",
    "build all tables from the history into a new file, check it, and publish it in place of the old one",
  )
    .addOption(asOfOption())
    .addOption(acceptVolumeOption())
    .addOption(timingsOption())
    .action(async (options) => (await nightlyCommands()).build(options));
  command("check", "hold the published tables to their contracts again").action(async (options) =>
    (await nightlyCommands()).check(options),
  );
  command("report", "write the reports, reports/funnel.html first, from the published tables").action(async (options) =>
    (await nightlyCommands()).report(options),
  );
  command(
    "sql [query]",
    "ask the warehouse in SQL: read-only, no files; without a query it is read from standard input",
  )
    .addOption(formatOption())
    .addOption(outOption())
    .addOption(timeoutOption())
    .action(async (query, options) => (await queryCommands()).querySql(query, options));
  command("query [name]", "ask a saved question; without a name, list them")
    .option("--param <k=v>", "a parameter; may be given several times", collectValues)
    .addOption(formatOption())
    .addOption(outOption())
    .addOption(timeoutOption())
    .action(async (name, options) => (await queryCommands()).query(name, options));
  command(
    "reconcile <file>",
    "hold another list of MQLs (CSV: id or email, date), such as marketing's own, against the published ones: by month what is matched, missing here and extra here, and why",
  )
    .option("--id <header>", "the column with the id of a record (default: by its name, such as Lead ID)")
    .option("--email <header>", "the column with the email")
    .option("--date <header>", "the column with the date of the MQL, such as MQL Date")
    .option("--date-format <pattern>", "how the list writes its dates, such as %d/%m/%Y (default: 2026-04-03)")
    .addOption(new Option("--encoding <name>", "how the list is written, if not UTF-8 or UTF-16").choices(encodings))
    .option("--days <n>", "how many days a row and an MQL may lie apart", parseWholeDays, 7)
    .addOption(new Option("-f, --format <format>", "give every row and its reason, in this format").choices(formats))
    .option("-o, --out <file>", "write every row and its reason to a file; its name tells the format")
    .addOption(timeoutOption())
    .action(async (file, options) => (await import("./questions/reconcile.js")).reconcile(file, options));
  command("explain", "why these records are one person: each with the pair that joined it, and what did not join")
    .addArgument(new Argument("<what>", "what is explained").choices(["person"]))
    .argument("<who>", "a person_id or any record's system:id (crm:00Q...), an id alone, or an email")
    .addOption(formatOption())
    .addOption(outOption())
    .addOption(timeoutOption())
    .action(async (_, who, options) => (await import("./questions/explain.js")).explain(who, options));
  command("chart [name]", "draw a chart as .svg or .png; without a name, list them")
    .option("--param <k=v>", "a parameter of the chart's query; may be given several times", collectValues)
    .option("-o, --out <file>", "the file, its name ending in .svg or .png (default: SVG on the standard output)")
    .addOption(timeoutOption())
    .action(async (name, options) => (await import("./questions/chart.js")).chart(name, options));
  return root;
}
