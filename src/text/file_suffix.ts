import { basename } from "node:path";

/** The format suffix of a file name, e.g. `.csv.gz`. No other part of a foreign name is used in names of our files. */
export const fileSuffix = (file: string): string => /(\.[a-z]{1,7}){1,2}$/i.exec(basename(file))?.[0] ?? "";
