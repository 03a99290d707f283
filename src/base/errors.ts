/** A mistake that a person can mend: the message says where, what was found and what to do; no stack is shown. */
export class UserError extends Error {
  /** 1: a data check failed; 2: usage or configuration; 3: an export is missing or unfit; 4: disk, memory, permissions. */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 3 | 4,
  ) {
    super(message);
  }
}

/** What the machine lacks: memory, disk, permissions, or a file that another program took away. */
const systemErrorPrefix = /^(IO|Out of Memory|Permission) Error: /;

/** The exit code of a run that ended so: that of its own error, 4 where the machine lacks something, 70 for a bug. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UserError) return error.exitCode;
  const { code, syscall, message } = error as Partial<NodeJS.ErrnoException>;
  const isOfTheSystem = code !== undefined && syscall !== undefined;
  return isOfTheSystem || systemErrorPrefix.test(message ?? "") ? 4 : 70;
}

/** What may be kept of an error: DuckDB's message on a bug quotes rows, and rows are people. */
export function safeMessageOf(error: unknown): string {
  if (exitCodeOf(error) !== 70) return (error as Error).message;
  return `a bug: ${(error as Error | undefined)?.name ?? "unknown"}; its message is on stderr`;
}
