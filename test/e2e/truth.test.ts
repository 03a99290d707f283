import { testCompanies } from "../support/company_truth_tests.js";

// Leads and seed of each company. `COMPANIES=20000:7,20000:8 npx vitest run test/e2e/truth.test.ts` tests other ones.
testCompanies(process.env.COMPANIES ?? "200:1,2000:2,20000:1");
