import { inOrder } from "../build/build.js";
import { type Broken, check, rulesOf } from "../build/check.js";
import { warehousePath } from "../config/warehouse_path.js";
import type { Project } from "../project/project.js";
import { withReader } from "../query/sandbox.js";

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
