import { createProgram } from "../../src/cli/program.js";

/** Events that a log of text does not have. */
const eventsOfPrograms = new Set(["run_started", "run_ended"]);

/** The commands whose log is JSON lines where no terminal is. */
const loggingCommands = createProgram("")
  .commands.filter(({ options }) => options.some(({ long }) => long === "--log"))
  .map((command) => command.name());

/** The messages of a log. Every line of a command that a scheduler starts must be JSON; those of other commands are text. */
export function readMessages(log: string, args: readonly string[]): string {
  if (!loggingCommands.includes(args[0] ?? "") || args.includes("text") || args.includes("--help")) return log;
  const lines = log.split("\n").flatMap((line) => {
    if (line === "") return [line];
    const { message, event } = JSON.parse(line) as { message: string; event?: string };
    return eventsOfPrograms.has(event ?? "") ? [] : [message];
  });
  return lines.join("\n");
}
