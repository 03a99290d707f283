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
