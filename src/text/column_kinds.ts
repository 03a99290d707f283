/** What the values of a column look like. Kinds are ordered from the strictest; `any` fits every text. */
const kindPatterns = {
  number: /^[+-]?[\d.,]+%?$/,
  time: /^\d[\d:/.+TZ -]*( ?(am|pm|utc))?$/i,
  address: /^[^\s@]+@[^\s@]+$/,
  code: /^(?=\D*\d)[\w.:-]+$/,
} as const;
type Kind = keyof typeof kindPatterns;
const kinds = Object.keys(kindPatterns) as Kind[];

/** The share of a column's values that must be of a kind: a few may be damaged. */
const shareOfKind = 0.98;
/** The most words of a column that is a list of words, and how often each must occur on average. */
const [maxWords, minRepeats] = [12, 5];

/** Learns what the values of one column look like. */
export class ColumnKind {
  private readonly counts: Record<Kind, number> = { number: 0, time: 0, address: 0, code: 0 };
  private readonly words = new Set<string>();
  private values = 0;
  private indented = 0;

  learn(value: string): void {
    const text = value.trim();
    if (text === "") return;
    this.values++;
    if (value.startsWith(" ")) this.indented++;
    for (const kind of kinds) if (kindPatterns[kind].test(text)) this.counts[kind]++;
    if (this.words.size <= maxWords) this.words.add(text);
  }

  /** True if the value is of the column's kind, false if it is not, undefined if the kind says nothing: a blank, or free text. */
  judge(value: string): boolean | undefined {
    const text = value.trim();
    if (text === "") return undefined;
    const kind = kinds.find((one) => this.values > 0 && this.counts[one] >= shareOfKind * this.values);
    if (kind !== undefined) return kindPatterns[kind].test(text);
    // One of a short list of words says that it is a row; another word may be a new one.
    if (this.words.has(text) && this.words.size <= maxWords && this.values >= minRepeats * this.words.size) return true;
    // Prose has a blank after a comma, rows have none.
    return value.startsWith(" ") && this.indented === 0 ? false : undefined;
  }
}

/** What the values of each column of a file look like. */
export class ColumnKinds {
  private readonly columns: readonly ColumnKind[];

  constructor(readonly width: number) {
    this.columns = Array.from({ length: width }, () => new ColumnKind());
  }

  learn(fields: readonly string[]): void {
    for (const [at, column] of this.columns.entries()) column.learn(fields[at] ?? "");
  }

  /** `alike` if the values are those of a record of the file; `unlike` if they are not; `open` if every column is free text. */
  judge(fields: readonly string[]): "alike" | "unlike" | "open" {
    if (fields.length !== this.width) return "unlike";
    const judged = this.columns.map((column, at) => column.judge(fields[at]!));
    if (judged.includes(false)) return "unlike";
    return judged.includes(true) ? "alike" : "open";
  }
}
