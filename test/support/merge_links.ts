/** The rows that `source_links` derives from the `merged_into` of records. */
export const mergeLinks = (
  people: readonly { system: string; entity: string; record_id: string; merged_into?: string }[],
) =>
  people.flatMap(({ system, entity, record_id, merged_into }) =>
    merged_into === undefined
      ? []
      : [
          {
            system,
            entity,
            record_id,
            other_system: system,
            other_entity: entity,
            other_record_id: merged_into,
            reason: "merge" as const,
          },
        ],
  );
