import { type CompanyOptions, companyAsOf, makeCompany } from "../../../seeds/company/make_company.js";
import { printMessage } from "../../base/print_message.js";

/** `closedloop example`: generates the project and prints the next command. */
export async function example(options: CompanyOptions): Promise<void> {
  const rows = await makeCompany(options);
  const count = Object.values(rows).reduce((sum, each) => sum + each, 0);
  printMessage(`${options.leads} leads with ${count} records generated in ${options.out} (seed ${options.seed}). Run it as of the end of its exports:
  closedloop run --project ${options.out} --as-of ${companyAsOf}`);
}
