import { inOrder } from "./build.js";
import { type Broken, check, rulesOf } from "./check.js";
import type { Project } from "./project.js";
import { withReader } from "./query/sandbox.js";
import { warehousePath } from "./warehouse_path.js";

export interface BrokenRule extends Broken {
  readonly table: string;
}

/** Holds every published table to its contract again: how many rules there are, and which are broken. */
export async function checkWarehouse(project: Project): Promise<{ rules: number; broken: BrokenRule[] }> {
  const models = inOrder(project.catalogue.models, new Set(project.catalogue.absent));
  const broken = await withReader(warehousePath(project), async (reader) => {
    const found: BrokenRule[] = [];
    for (const model of models) {
      found.push(...(await check(reader, model)).map((rule) => ({ ...rule, table: model.name })));
    }
    return found;
  });
  return { rules: models.reduce((sum, model) => sum + rulesOf(model).length, 0), broken };
}
