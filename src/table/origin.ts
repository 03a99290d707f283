/**
 * The attributes of people that an object's records give, named as in fit rules, and `owner_id`, with the raw column of each.
 * Those of an account count for the people who name it. Changes from load to load become their history.
 */
type Attributes = Readonly<Record<string, string>>;

/** One object of a product's export, e.g. `Lead` of Salesforce in `Lead.csv`, unless `files:` of the source says otherwise. */
export interface ExportOrigin {
  readonly kind: "export";
  /** The product, named as in `system:` of a source in closedloop.yaml. */
  readonly product: string;
  /** The object's name in the product. It is also the default file name, as it is or in snake_case. */
  readonly object: string;
  /** Other names of its files, without the extension, in any case; `*` and `?` as in a shell. */
  readonly otherNames?: readonly string[];
  /** The raw columns with the last change of a record; the first that is not null counts. The latest version of a record wins. */
  readonly changedColumns?: readonly string[];
  /** The raw column with the creation of a record. */
  readonly createdColumn?: string;
  /** The raw column that marks a deleted record. Many exports contain no deleted records. */
  readonly deletedColumn?: string;
  /** Its records describe people, so a custom field can be an attribute of a person. */
  readonly describesPeople?: true;
  /** Some records are also a record of another object: its name, the column with its id, and how the end of its own fields' names changes here. */
  readonly alsoDescribes?: {
    readonly object: string;
    readonly id: string;
    readonly fieldEnd: readonly [RegExp, string];
  };
  readonly attributes?: Attributes;
  /** Columns whose earlier values are always kept, e.g. the stage of an opportunity. */
  readonly trackedColumns?: readonly string[];
  /** What replicas write before a field's name, e.g. `property_`. */
  readonly fieldPrefix?: string;
  /** A word that means null in its files, e.g. `NULL`. A blank is null too. */
  readonly nullWord?: string;
  /** What this export makes possible; shown if it is missing. */
  readonly enables?: string;
  /** The condition for an export to have this object, e.g. `the files come from the API or a replica`. */
  readonly onlyIf?: string;
  /** Columns of other objects that say the same, e.g. `Deal.contact_ids`. If one is there, the object is not needed. */
  readonly saidBy?: readonly string[];
  /** What a custom field under `reason_fields` of the source makes possible. */
  readonly reasonsEnable?: string;
  /** Set if it is the history of another object: which one, why it may begin later than the records, and what to do about it. */
  readonly history?: { readonly of: string; readonly limit: string; readonly remedy: string };
  /**
   * One export may be many files: the object's name, then anything that does not begin with a letter, e.g. `leads_2026-06.csv.gz`.
   * It may be full, or an extract of a period.
   */
  readonly inParts?: true;
  /** Headers that hold more than a column can, e.g. the history of all properties, and what to do about each. A file that has one is a finding. */
  readonly unreadHeaders?: Readonly<Record<string, string>>;
  /** What a record means that a full export no longer has. Not set: nothing, e.g. because the product keeps only the newest records. */
  readonly whenMissing?: MissingMeaning;
  /** Records of the object for which it means something else. */
  readonly exceptMissing?: MissingPart;
}

/** Records of an object with an id in column `id`, unless the column `flag` says no; `name` is what they are, in plural. */
interface MissingPart {
  readonly name: string;
  readonly id: string;
  readonly flag: string;
  readonly meaning: MissingMeaning;
}

/**
 * What becomes of a record that a full export no longer has. `deleted`: a person, who no longer counts; `ended`: a role or
 * membership, which has ended; `warned`: it stays, with a warning; `told`: it stays, and is counted.
 */
export const missingMeanings = ["deleted", "ended", "warned", "told"] as const;
export type MissingMeaning = (typeof missingMeanings)[number];

/** The origin of one object of a product, with further properties of its files. */
export const exportOrigin = (product: string, object: string, more: Partial<ExportOrigin> = {}): ExportOrigin => ({
  kind: "export",
  product,
  object,
  ...more,
});

/** A canonical entity that a `mapped` source fills, named as in closedloop.yaml. */
interface MappedOrigin {
  readonly kind: "mapped";
  readonly entity: string;
  readonly whenMissing?: MissingMeaning;
  /** As for an export. */
  readonly describesPeople?: true;
  readonly attributes?: Attributes;
  readonly createdColumn?: string;
}

/** A lookup that the team edits: `reference/<file>` of the project, or the shipped file. */
interface ReferenceOrigin {
  readonly kind: "reference";
  readonly file: string;
}

/** Facts of the run: its clock, its configuration, its loads. `rows` computes them from `RunFacts`. */
interface RunOrigin<Row> {
  readonly kind: "run";
  readonly rows: (run: any) => readonly Row[];
}

/** Values of tracked fields from all loads in the history, one row for each value. */
interface TrackedOrigin {
  readonly kind: "tracked";
}

/** Records that a later full export no longer has. */
interface MissingOrigin {
  readonly kind: "missing";
}

export type Origin<Row = any> =
  | ExportOrigin
  | MappedOrigin
  | ReferenceOrigin
  | RunOrigin<Row>
  | TrackedOrigin
  | MissingOrigin;
