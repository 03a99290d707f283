/** What TypeScript sees of each logical type; how the engine spells it stands in `dialect.ts`. */
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

/** How the loader fills a column of a source; without it the column takes the header of its own name. */
export interface Binding {
  /** The loader knows the value itself: the source's name, or the load's instant. */
  readonly given?: "system" | "loaded_at";
  /** The header in the file, where the column has another name. */
  readonly header?: string;
  /** The headers that fill it in files that lack its own, the first that a file has: what labels, replicas and older exports call it. */
  readonly orHeaders?: readonly string[];
  /** What fills it in a file without its headers, by the file's name without what says the format and the part. */
  readonly ofFile?: Readonly<Record<string, string>>;
  /**
   * In a file without its headers it is filled with a JSON object of all columns that the contract does not know, as where a
   * replica makes a table of each type: these names as they stand here, however the file spells them, others as headed.
   */
  readonly gathers?: readonly string[];
  /** An instant that may come as a bare date, then stored as its midnight, unshifted. */
  readonly orDate?: true;
  /** An instant that may come as milliseconds since 1970, as many APIs write it. */
  readonly orMilliseconds?: true;
  /** True where the named `orDate` column held a date without a time; null where it is null. */
  readonly marks?: string;
  /** A record's id: trimmed, and of Salesforce in its 18-character form, so that every export spells it alike. */
  readonly recordId?: "plain" | "salesforce";
  /** A date that replicas write with a clock: the clock says nothing and is dropped. */
  readonly dropsClock?: true;
  /** Longest text allowed, in characters: a stray quote that swallows rows makes an endless field. */
  readonly longest?: number;
}

/** A column's contract: its type, what it means, and (in `T`) what TypeScript sees. */
export interface Column<T> {
  readonly type: ColumnType;
  readonly about: string;
  readonly nullable: boolean;
  readonly personal: boolean;
  readonly unit?: string;
  readonly oneOf?: readonly string[];
  readonly binding?: Binding;
  /** What an export that has it makes possible; said where it is missing. */
  readonly enables?: string;
  /** What must hold of the system for it to have the column at all, such as `the org has several currencies`. */
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

/** The same column, allowed to be null. */
export const nullable = <T>(inner: Column<T>): Column<T | null> =>
  ({ ...inner, nullable: true }) as unknown as Column<T | null>;

/** The same column, marked as saying who a human is: it stays out of logs, errors and what is given to everyone. */
export const personal = <T>(inner: Column<T>): Column<T> => ({ ...inner, personal: true });

/** Columns named after something that is counted alike, such as a stage: each name with the type of its column. */
export const zipColumns = <N extends string, C>(names: readonly N[], columns: readonly C[]) =>
  Object.fromEntries(names.map((name, at) => [name, columns[at]!])) as { [K in N]: C };

/** The same column of a source, filled by the loader as `binding` says. */
export const withBinding = <T>(binding: Binding, inner: Column<T>): Column<T> => ({
  ...inner,
  binding: { ...inner.binding, ...binding },
});

/** What a person reads of a column: meaning, unit, whether it is personal. Also its comment in the warehouse. */
export const describeColumn = ({ about, unit, personal }: Column<unknown>): string =>
  `${about}${unit ? ` [${unit}]` : ""}${personal ? " (personal)" : ""}`;

/** The same column, and what is lost where an export lacks it. */
export const enables = <T>(what: string, inner: Column<T>): Column<T> => ({ ...inner, enables: what });

/** The same column, which only some installations of the system have. */
export const onlyIf = <T>(what: string, inner: Column<T>): Column<T> => ({ ...inner, onlyIf: what });

/** Columns that a model hands on as they are: their contracts, from the table that it reads them from. */
export const pickColumns = <R, const K extends keyof R & string>(
  { columns }: { readonly columns: Columns<R> },
  ...names: readonly K[]
): Columns<Pick<R, K>> =>
  Object.fromEntries(names.map((name) => [name, columns[name]])) as unknown as Columns<Pick<R, K>>;
