/** The commands that run SQL on the published tables. Each answers in a process of its own. */
export const questionNames = ["query", "sql", "chart", "reconcile", "explain"];

/** True if the arguments are those of a question. The command is the first argument that is no option: none before it takes a value. */
export const isQuestion = (args: readonly string[]): boolean =>
  questionNames.includes(args.find((arg) => !arg.startsWith("-")) ?? "");
