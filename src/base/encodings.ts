/** How a source may say that its text files are written; UTF-16 is known by its bytes. */
export const encodings = ["utf-8", "latin-1", "windows-1252"] as const;
export type DeclaredEncoding = (typeof encodings)[number];
