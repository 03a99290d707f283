/** The code of a record with a quote that never closes. */
export const unclosedQuote = "a quote that never closes";

const noLineEnd = -1;

/** The quoted field that opened last. If its quotes turn out invalid, only the line on which it opened is lost. */
export class OpenQuote {
  /** The line on which it opened. */
  line = 1;
  private end = noLineEnd;

  openOnLine(line: number): void {
    this.line = line;
    this.end = noLineEnd;
  }

  /** Notes a line end inside the quotes; with CRLF the line ends after the LF. */
  passLineEnd(at: number, endsCrlf: boolean): void {
    if (this.end === noLineEnd || (endsCrlf && this.end === at)) this.end = at + 1;
  }

  /** The end of the line on which the quote opened; undefined while the scanner is on that line. */
  get lineEnd(): number | undefined {
    return this.end === noLineEnd ? undefined : this.end;
  }
}
