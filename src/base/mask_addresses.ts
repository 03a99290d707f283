/** An email address, also one whose @ is written as in a URL. The endings of file names are not part of it. */
const address =
  /[^\s@/\\"'<>()[\]{},;:=|]{1,254}(?:@|%40)(?:(?!\.(?:csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx?|zip|gz)(?![\w-]))[^\s@/\\"'<>()[\]{},;:=|]){1,254}/gi;

/** The text with `<address>` in place of each email address: a file may be named after a person, e.g. `<address>.csv`. */
export const maskAddresses = (text: string): string => (/@|%40/.test(text) ? text.replace(address, "<address>") : text);
