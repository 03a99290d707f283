/** A line at the bottom of a terminal that is drawn again in place, e.g. the progress of a run. */

/** A stream that may be a terminal, such as stderr. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface StatusLine {
  /** False if the stream is no terminal, or one that cannot clear a line (`TERM=dumb`): then nothing is ever drawn. */
  readonly isShown: boolean;
  /** Draws the line, cut to the width of the terminal. */
  readonly draw: (text: string) => void;
  /** Removes the line, before another is printed. */
  readonly clear: () => void;
}

const clearSequence = "\r\u001b[2K";

export function createStatusLine(stream: TerminalStream, term: string | undefined = process.env.TERM): StatusLine {
  const isShown = stream.isTTY === true && term !== "dumb";
  let isDrawn = false;
  return {
    isShown,
    draw: (text) => {
      if (!isShown) return;
      // The last cell stays free: some terminals go to the next line after it.
      stream.write(`${clearSequence}${text.slice(0, (stream.columns || 80) - 1)}`);
      isDrawn = true;
    },
    clear: () => {
      if (isDrawn) stream.write(clearSequence);
      isDrawn = false;
    },
  };
}

/** The one of stderr. */
export const statusLine = createStatusLine(process.stderr);
