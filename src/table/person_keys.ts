/** The columns of a source by which `closedloop forget` and the loader find the rows of a forgotten person. */
export interface PersonKeys<Name extends string = string> {
  /** Ids of the person whose row it is, of any system; several in one cell as `101;102`. Such a row goes. */
  readonly ids?: readonly Name[];
  /** The same for an id of another source, which a second column names. */
  readonly idsElsewhere?: { readonly id: Name; readonly system: Name };
  /** Addresses of the person whose row it is. Such a row goes. */
  readonly addresses?: readonly Name[];
  /** The id of an activity, in its own table or in one that refers to it. The row goes if nobody else took part in the activity. */
  readonly activity?: Name;
  /** The people of an activity. If others took part, or if that is not known, the row stays without the person and without texts of no column. */
  readonly participants?: readonly Name[];
  /** Ids on a row that is not about the person, e.g. an opportunity: the row stays, the id goes. */
  readonly mentions?: readonly Name[];
}

/** All columns that may have the id of a person or of a person account. */
export const personIdColumns = ({ ids = [], idsElsewhere, participants = [], mentions = [] }: PersonKeys): string[] => [
  ...ids,
  ...(idsElsewhere ? [idsElsewhere.id] : []),
  ...participants,
  ...mentions,
];
