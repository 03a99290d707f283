import { basename } from "node:path";

/** What a file's name says of its format, `.csv.gz`: all of a foreign name that is used for a file of ours. */
export const fileSuffix = (file: string): string => /(\.[a-z]{1,7}){1,2}$/i.exec(basename(file))?.[0] ?? "";
