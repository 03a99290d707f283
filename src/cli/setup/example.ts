import { type CompanyOptions, companyAsOf, makeCompany } from "../../../seeds/company/make_company.js";
import { printMessage } from "../../base/print_message.js";

/** `closedloop example`: makes the project and says how to go on. */
export async function example(options: CompanyOptions): Promise<void> {
  const rows = await makeCompany(options);
  const count = Object.values(rows).reduce((sum, each) => sum + each, 0);
  printMessage(`${count} records of ${options.leads} leads in ${options.out}, seed ${options.seed}. Run it with the clock of its exports:
  closedloop run --project ${options.out} --as-of ${companyAsOf}`);
}
