/** A file that cannot be trusted: none of it is loaded, the other files are. The message contains no value of a row. */
export class Fault extends Error {
  constructor(
    readonly found: string,
    /** Physical line, counted from 1, if known. */
    readonly line?: number,
  ) {
    super(line === undefined ? found : `line ${line}: ${found}`);
  }
}
