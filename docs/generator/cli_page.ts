import type { Argument, Command, Option } from "commander";
import { exitCodes } from "../../src/cli/help.js";
import { createProgram } from "../../src/cli/program.js";
import { cell, code, generatedNote, table } from "./markdown.js";

/** The page docs/cli.md: every command with its arguments and options, as the program knows them. */
export function cliPage(): string {
  const program = createProgram("");
  const commands = program.commands.filter((command) => command.name() !== "help");
  return `${[
    "# Commands",
    generatedNote("`src/cli/program.ts` and `src/cli/help.ts`"),
    "What `closedloop COMMAND --help` prints, on one page. [Operations](operations.md) explains the nightly commands,\n[Reports](reports.md) those that answer questions.",
    table(
      ["Command", "What it does"],
      commands.map((command) => [`[${command.name()}](#closedloop-${command.name()})`, cell(command.description())]),
    ),
    ...commands.map(sectionOf),
    "## Exit codes",
    table(
      ["Code", "Meaning"],
      exitCodes.map(([exitCode, meaning]) => [`${exitCode}`, cell(meaning)]),
    ),
    "What to do about each: [operations](operations.md#exit-codes).",
  ].join("\n\n")}\n`;
}

function sectionOf(command: Command): string {
  const parts = [
    `## closedloop ${command.name()}`,
    sentence(command.description()),
    `\`\`\`\nclosedloop ${command.name()} ${command.usage()}\n\`\`\``,
  ];
  const explained = command.registeredArguments.filter(({ description }) => description !== "");
  if (explained.length > 0) parts.push(table(["Argument", "Meaning"], explained.map(argumentRow)));
  parts.push(table(["Option", "Meaning", "Default"], command.options.map(optionRow)));
  return parts.join("\n\n");
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
const choicesOf = (choices: readonly string[] | undefined) =>
  choices === undefined ? "" : ` One of ${choices.map(code).join(", ")}.`;

const argumentRow = (argument: Argument) => [
  code(argument.name()),
  sentence(cell(argument.description)) + choicesOf(argument.argChoices),
];

const optionRow = ({ flags, description, argChoices, defaultValue, mandatory }: Option) => [
  code(flags),
  sentence(cell(description)) + choicesOf(argChoices),
  mandatory ? "(required)" : defaultValue === undefined ? "" : code(String(defaultValue)),
];
