/** The progress of a run on a terminal: what it does, how much of it is done, rows and rows a second. */
import type { StatusLine } from "../../base/status_line.js";

/** How far a step of the run is. */
interface StepProgress {
  /** From 0 to 1. */
  readonly share: number;
  /** Rows that are in place. */
  readonly rows: number;
  /** E.g. `12 of 30 files`. */
  readonly parts: string;
}

export interface ProgressLine {
  readonly update: (progress: StepProgress) => void;
  /** Removes the line for good. */
  readonly end: () => void;
}

/** How many milliseconds lie between two drawings. */
const drawInterval = 250;

/** Draws the progress of a step, e.g. `loading`, a few times a second until its end; nothing if the line is not shown. */
export function startProgressLine(step: string, line: StatusLine): ProgressLine {
  if (!line.isShown) return { update: () => {}, end: () => {} };
  const started = performance.now();
  let progress: StepProgress = { share: 0, rows: 0, parts: "" };
  const draw = () => line.draw(formatProgress(step, progress, (performance.now() - started) / 1000));
  draw();
  const timer = setInterval(draw, drawInterval);
  timer.unref();
  return {
    update: (now) => {
      progress = now;
    },
    end: () => {
      clearInterval(timer);
      line.clear();
    },
  };
}

/** E.g. `loading  42 %  1,234,567 rows  85,300 rows/s  12 of 30 files  14 s`. */
export function formatProgress(step: string, { share, rows, parts }: StepProgress, seconds: number): string {
  const count = (number: number) => Math.round(number).toLocaleString("en-US");
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  const rate = `${count(seconds > 0 ? rows / seconds : 0)} rows/s`;
  const shown = [`${step} ${percent}`, `${count(rows)} rows`, rate, parts, `${Math.floor(seconds)} s`];
  return shown.filter((part) => part !== "").join("  ");
}
