/** The settings of a source and of a feed that say how its files write values. */
import { z } from "zod";
import {
  dateFormats,
  type Format,
  isDateFormat,
  isNumberFormat,
  isPattern,
  numberFormats,
} from "../table/value_formats.js";

const isFormat = (given: unknown) =>
  typeof given === "string" && (isPattern(given) || isDateFormat(given) || isNumberFormat(given));

const expectedFormat = `expected a strptime pattern, such as "%d-%m-%y", or one of ${[...dateFormats, ...numberFormats].map((one) => `"${one}"`).join(", ")}`;

/** What is wrong with a format, or with a list of them, by place in the list. */
function* findFormatMistakes(given: unknown): Generator<{ path: number[]; message: string }> {
  if (!Array.isArray(given)) {
    if (!isFormat(given)) yield { path: [], message: expectedFormat };
    return;
  }
  if (given.length === 0) yield { path: [], message: "expected at least one format" };
  for (const [at, one] of given.entries()) {
    if (!isFormat(one)) yield { path: [at], message: expectedFormat };
    else if (given.indexOf(one) < at) yield { path: [at], message: "expected each format once" };
    else if (given.length > 1 && isNumberFormat(one))
      yield {
        path: [at],
        message: "expected a format of dates: a list cannot tell how a number such as 1.234 is meant",
      };
  }
}

/** A format, or a list of formats of dates; a list of one is that format. */
const format = z.unknown().transform((given, { addIssue }): Format => {
  for (const { path, message } of findFormatMistakes(given)) addIssue({ code: "custom", path, message });
  return (Array.isArray(given) && given.length === 1 ? given[0] : given) as Format;
});

/** How the columns of a file are written, by header. */
export const formatsSchema = z.record(z.string(), format).default({});

/** Words that stand for nothing in all columns, exactly as the files spell them. */
export const nullWordsSchema = z.array(z.string().trim().min(1)).default([]);
