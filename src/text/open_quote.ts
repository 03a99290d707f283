/** What a record is told whose quotes have no end. */
export const unclosedQuote = "a quote that never closes";

const noLineEnd = -1;

/** The quoted field that opened last: if its quotes do not fit, the line on which it opened is lost, and no other. */
export class OpenQuote {
  /** The line on which it opened. */
  line = 1;
  private end = noLineEnd;

  openOnLine(line: number): void {
    this.line = line;
    this.end = noLineEnd;
  }

  /** A line end stands in it; of CR and LF the second says where the line ends. */
  passLineEnd(at: number, endsCrlf: boolean): void {
    if (this.end === noLineEnd || (endsCrlf && this.end === at)) this.end = at + 1;
  }

  /** Where the line on which it opened ends; undefined while it is on that line. */
  get lineEnd(): number | undefined {
    return this.end === noLineEnd ? undefined : this.end;
  }
}
