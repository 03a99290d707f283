import { UserError } from "../../base/errors.js";
import type { Config } from "../../config/config_schema.js";
import type { Source } from "../../table/model.js";
import type { ExportOrigin } from "../../table/origin.js";
import type { TrackedField } from "./field_values.js";

/** A field that the stage map reads. */
interface StageField {
  system: string;
  entity: string;
  field: string;
}

/** The fields to track: those in the stage map, in `reason_fields`, `stage_field` and `custom`, and the tracked columns of the contracts. */
export function trackedFields(
  config: Config,
  sources: readonly Source[],
  stageMap: readonly StageField[],
): TrackedField[] {
  const exported = sources.flatMap(({ origin }) => (origin.kind === "export" ? [origin] : []));
  const mapped = sources.flatMap(({ origin }) => (origin.kind === "mapped" ? [origin] : []));
  const products = new Set(exported.map(({ product }) => product));
  const stages = stageMap
    .filter(({ system }) => products.has(system))
    .map(({ system, entity, field }) => ({
      product: system,
      entity: findObject(exported, system, entity, "reference/stage_map.csv"),
      field,
    }));
  const ofSources = config.sources.flatMap(({ name, system: product, stage_field, reason_fields, custom }) => [
    ...Object.entries(reason_fields).map(([entity, field]) => ({
      product,
      system: name,
      entity: findObject(exported, product, entity, `closedloop.yaml, reason_fields of ${name}`),
      field,
    })),
    ...exported
      .filter((origin) => origin.product === product && origin.describesPeople)
      .flatMap(({ object }) =>
        [...Object.keys(custom), ...(stage_field === undefined ? [] : [stage_field])].map((field) => ({
          product,
          system: name,
          entity: object,
          field,
        })),
      ),
  ]);
  const followed = exported.flatMap(({ product, object: entity, trackedColumns: follows = [] }) =>
    follows.map((field) => ({ product, entity, field })),
  );
  return [
    ...stages,
    ...ofSources,
    ...followed,
    ...exported.flatMap((origin) => attributeFields(origin.product, origin.object, origin)),
    ...mapped.flatMap((origin) => attributeFields("mapped", origin.entity, origin)),
  ];
}

const attributeFields = (
  product: string,
  entity: string,
  { attributes = {}, describesPeople }: Pick<ExportOrigin, "attributes" | "describesPeople">,
): TrackedField[] =>
  Object.entries(attributes).map(([attribute, field]) => ({
    product,
    entity,
    field,
    attribute,
    isOfAccount: describesPeople !== true,
  }));

function findObject(exported: readonly ExportOrigin[], product: string, entity: string, where: string): string {
  const objects = exported.filter((origin) => origin.product === product).map(({ object }) => object);
  const found = objects.find((object) => object.toLowerCase() === entity.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new UserError(`${where}: found the object "${entity}" of ${product}, expected one of ${objects.join(", ")}`, 2);
}
