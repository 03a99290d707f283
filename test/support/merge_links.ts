/** The links that `source_links` makes of records that name what they were merged into. */
export const mergeLinks = (people: readonly { system: string; record_id: string; merged_into?: string }[]) =>
  people.flatMap(({ system, record_id, merged_into }) =>
    merged_into === undefined
      ? []
      : [{ system, record_id, other_system: system, other_record_id: merged_into, reason: "merge" as const }],
  );
