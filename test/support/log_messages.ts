/** Events that a log of text does not have. */
const eventsOfPrograms = new Set(["run_started", "run_ended"]);

const nightlyCommands = ["run", "load", "build", "check", "report", "rollback", "verify", "forget"];

/** The messages of a log. Every line of a nightly command must be JSON; those of other commands are text. */
export function readMessages(log: string, args: readonly string[]): string {
  if (!nightlyCommands.includes(args[0] ?? "") || args.includes("text") || args.includes("--help")) return log;
  const lines = log.split("\n").flatMap((line) => {
    if (line === "") return [line];
    const { message, event } = JSON.parse(line) as { message: string; event?: string };
    return eventsOfPrograms.has(event ?? "") ? [] : [message];
  });
  return lines.join("\n");
}
