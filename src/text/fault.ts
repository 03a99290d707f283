/** A file that cannot be trusted: nothing of it is kept, the other files go on. The message holds no value of a row. */
export class Fault extends Error {
  constructor(
    readonly found: string,
    /** Physical line, counted from 1, where one is known. */
    readonly line?: number,
  ) {
    super(line === undefined ? found : `line ${line}: ${found}`);
  }
}
