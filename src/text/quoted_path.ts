import { quotedString } from "../table/dialect.js";

/** A path as a DuckDB literal for exactly this file; without the escapes, a `*` in a name would read other files too. */
export const quotedPath = (path: string): string => quotedString(path.replace(/[[*?]/g, "[$&]"));
