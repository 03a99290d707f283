import { testCompanies } from "../support/company_truth_tests.js";

// A file of its own: a company of this size takes as long as all of the others, and files are run side by side.
testCompanies("20000:2");
