/** The settings of a source and of a feed that say how its files write values. */
import { z } from "zod";
import { dateFormats, isDateFormat, isNumberFormat, isPattern, numberFormats } from "../table/value_formats.js";

const format = z
  .string()
  .refine(
    (given) => isPattern(given) || isDateFormat(given) || isNumberFormat(given),
    `expected a strptime pattern, such as "%d-%m-%y", or one of ${[...dateFormats, ...numberFormats].map((one) => `"${one}"`).join(", ")}`,
  );

/** How the columns of a file are written, by header. */
export const formatsSchema = z.record(z.string(), format).default({});

/** Words that stand for nothing in all columns, exactly as the files spell them. */
export const nullWordsSchema = z.array(z.string().trim().min(1)).default([]);
