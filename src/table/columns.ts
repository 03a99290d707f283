/** The TypeScript type of each column type; `sqlTypes` in `dialect.ts` has the SQL types. */
interface ColumnValues {
  text: string;
  whole: bigint;
  real: number;
  money: Money;
  flag: boolean;
  date: Day;
  instant: Instant;
}
export type ColumnType = keyof ColumnValues;

/** An exact decimal, as text: `"1200.50"`. A `number` would lose cents. */
export type Money = `${number}`;
/** A calendar day, as text: `"2026-07-31"`. A `Date` would shift with the time zone. */
export type Day = `${number}-${number}-${number}`;
/** An instant in UTC to the microsecond, as text: `"2026-07-31T09:00:00.000001Z"`. A `Date` would lose the last three digits. */
export type Instant = `${number}-${number}-${number}T${string}Z`;

/** How the loader fills a column of a source. Without a binding it uses the header that has the column's name. */
interface Binding {
  /** The loader sets the value: the source's name, or the instant of the load. */
  readonly given?: "system" | "loaded_at";
  /** The header in the file, if it differs from the column's name. */
  readonly header?: string;
  /** Other headers to look for if the first is missing, best first, e.g. the label in the product or the name in a replica. */
  readonly orHeaders?: readonly string[];
  /** The value by file name, for files without the header, e.g. `{ email_opens: "open" }` for `email_opens_2026-06.csv.gz`. */
  readonly ofFile?: Readonly<Record<string, string>>;
  /**
   * If the file has none of the headers, the value is a JSON object of all columns that the contract does not know. The names
   * listed here are the keys, however the file spells them; other columns keep their headers. For replicas that have one
   * table for each type of activity.
   */
  readonly gathers?: readonly string[];
  /** The instant may be a date without a time; it is stored as midnight, not shifted to UTC. */
  readonly orDate?: true;
  /** The name of an `orDate` column. True if that column had a date without a time, null if it was null. */
  readonly marks?: string;
  /** With `marks`: true if the column had a time to the minute and without an offset, as people read it. Its column need not be `orDate`. */
  readonly marksMinutes?: true;
  /** A record id: trimmed; a Salesforce id in its 18-character form, so that all exports agree. */
  readonly recordId?: "plain" | "salesforce";
  /** A date that replicas write with a time; the time has no meaning and is dropped. */
  readonly dropsClock?: true;
  /** The longest text allowed, in characters. A stray quote can join many rows into one very long text. */
  readonly longest?: number;
}

/** A column's contract: its type, its meaning, and its TypeScript type `T`. */
export interface Column<T> {
  readonly type: ColumnType;
  readonly about: string;
  readonly nullable: boolean;
  readonly personal: boolean;
  /** A condition in SQL on the columns of the same table: only where it is true is the value personal. Without it every value is. */
  readonly personalWhere?: string;
  readonly unit?: string;
  readonly oneOf?: readonly string[];
  readonly binding?: Binding;
  /** What this column makes possible; shown if the export lacks it. */
  readonly enables?: string;
  /** The condition for a system to have this column, e.g. `the org has several currencies`. */
  readonly onlyIf?: string;
  /** Never set. Makes `Column` invariant, so `string` and `string | null` do not mix. */
  readonly _?: ((value: T) => T) | undefined;
}

export type Columns<Row> = { readonly [K in keyof Row]-?: Column<Row[K]> };
export type RowOf<C> = { [K in keyof C]: C[K] extends Column<infer T> ? T : never };

const column =
  <K extends ColumnType>(type: K) =>
  (about: string, unit?: string): Column<ColumnValues[K]> => ({
    type,
    about,
    nullable: false,
    personal: false,
    ...(unit === undefined ? {} : { unit }),
  });

export const text = column("text");
export const whole = column("whole");
export const real = column("real");
export const money = column("money");
export const flag = column("flag");
export const date = column("date");
export const instant = column("instant");

/** Text limited to a closed list of values. */
export const oneOf = <const V extends readonly string[]>(values: V, about: string): Column<V[number]> =>
  ({ ...text(about), oneOf: values }) as unknown as Column<V[number]>;

/** The column, allowed to be null. */
export const nullable = <T>(inner: Column<T>): Column<T | null> =>
  ({ ...inner, nullable: true }) as unknown as Column<T | null>;

/** The column, marked as personal data, as what is or may quote a person's: it stays out of logs, errors and anything that is shared. */
export const personal = <T>(inner: Column<T>): Column<T> => ({ ...inner, personal: true });

/** The column, marked as personal data in the rows where a condition in SQL is true; `explore.duckdb` has null there. */
export const personalWhere = <T>(condition: string, inner: Column<T>): Column<T> => ({
  ...personal(inner),
  personalWhere: condition,
});

/** Columns by name, e.g. one for each stage; `names` and `columns` are in the same order. */
export const zipColumns = <N extends string, C>(names: readonly N[], columns: readonly C[]) =>
  Object.fromEntries(names.map((name, at) => [name, columns[at]!])) as { [K in N]: C };

/** The column of a source, with its binding for the loader. */
export const withBinding = <T>(binding: Binding, inner: Column<T>): Column<T> => ({
  ...inner,
  binding: { ...inner.binding, ...binding },
});

/** The description of a column: meaning, unit, personal or not. It is also the comment in the warehouse. */
export const describeColumn = ({ about, unit, personal, personalWhere }: Column<unknown>): string =>
  `${about}${unit ? ` [${unit}]` : ""}${personal ? ` (personal${personalWhere ? ` where ${personalWhere}` : ""})` : ""}`;

/** The column, with what it makes possible; shown if an export lacks it. */
export const enables = <T>(what: string, inner: Column<T>): Column<T> => ({ ...inner, enables: what });

/** The column without a promise, of an object or for a purpose that no model reads; the doctor does not ask for it. */
export const unasked = <T>({ enables: _, ...column }: Column<T>): Column<T> => column;

/** The column, with the condition for a system to have it. */
export const onlyIf = <T>(what: string, inner: Column<T>): Column<T> => ({ ...inner, onlyIf: what });

/** The contracts of columns that a model passes on unchanged from the table that it reads. */
export const pickColumns = <R, const K extends keyof R & string>(
  { columns }: { readonly columns: Columns<R> },
  ...names: readonly K[]
): Columns<Pick<R, K>> =>
  Object.fromEntries(names.map((name) => [name, columns[name]])) as unknown as Columns<Pick<R, K>>;
