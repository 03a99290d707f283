import { quotedString } from "../table/dialect.js";

/** A path as a DuckDB literal that names this file alone: a `*` in a name would read its neighbours too. */
export const quotedPath = (path: string): string => quotedString(path.replace(/[[*?]/g, "[$&]"));
