/** One object of a system's export: `Lead` of Salesforce is in `Lead.csv`, unless `files:` of the source says otherwise. */
export interface ExportOrigin {
  readonly kind: "export";
  /** The product, as `system:` of a source in closedloop.yaml names it. */
  readonly product: string;
  /** The object's own name in the system: also its default file name, in its snake_case too. */
  readonly object: string;
  /** What else its files are called, in any case and without what says the format; `*` and `?` as in a shell. */
  readonly otherNames?: readonly string[];
  /** The raw columns that say when a record last changed, first known wins: of two versions the later one is the record. */
  readonly changedColumns?: readonly string[];
  /** The raw column that says when a record was made. */
  readonly createdColumn?: string;
  /** The raw column that says that a record was deleted; an export of standing records only has none that are. */
  readonly deletedColumn?: string;
  /** Whether its records describe people, so that a custom field of it may be an attribute of theirs. */
  readonly describesPeople?: true;
  /** Attributes of people that its records state, as fit rules name them, and the column of each: their changes from load to load are their history. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Columns whose earlier values count, whatever the configuration names: of an opportunity its stage. */
  readonly trackedColumns?: readonly string[];
  /** What replicas write before the name of a field: `property_`. */
  readonly fieldPrefix?: string;
  /** The bare word that stands for null in its files; a blank is null besides. */
  readonly nullWord?: string;
  /** What its export makes possible; said where it is absent. */
  readonly enables?: string;
  /** What a field of the team's own, named under `reason_fields` of the source, would make possible. */
  readonly reasonsEnable?: string;
  /** Of an object that tells what happened to the records of another: which one, why it may begin later than they do, and what to do then. */
  readonly history?: { readonly of: string; readonly limit: string; readonly remedy: string };
  /** One export of it is many files, each called as the object is, then nothing or no letter first: `leads_2026-06.csv.gz`. */
  readonly inParts?: true;
}

/** The origin of one object of a product; `more` is what else is known of its files. */
export const exportOrigin = (product: string, object: string, more: Partial<ExportOrigin> = {}): ExportOrigin => ({
  kind: "export",
  product,
  object,
  ...more,
});

/** One canonical entity that a `mapped` source feeds, named as in closedloop.yaml. */
interface MappedOrigin {
  readonly kind: "mapped";
  readonly entity: string;
}

/** A lookup that the team edits: `reference/<file>` of the project, else the shipped one. */
interface ReferenceOrigin {
  readonly kind: "reference";
  readonly file: string;
}

/** What the run itself knows: its clock, its configuration, what it loaded. The rows are made of `RunFacts`. */
interface RunOrigin<Row> {
  readonly kind: "run";
  readonly rows: (run: any) => readonly Row[];
}

/** Values of fields that only the configuration names, in long form: filled by the loader from all loads kept. */
interface TrackedOrigin {
  readonly kind: "tracked";
}

export type Origin<Row = any> = ExportOrigin | MappedOrigin | ReferenceOrigin | RunOrigin<Row> | TrackedOrigin;
