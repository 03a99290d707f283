/** The encodings that a source may declare for its text files. UTF-16 is recognised by its bytes and is not declared. */
export const encodings = ["utf-8", "latin-1", "windows-1252"] as const;
export type DeclaredEncoding = (typeof encodings)[number];
