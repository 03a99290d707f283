import { testCompanies } from "../support/company_truth_tests.js";

// A file of its own, because files run in parallel and this company takes as long as all the others together.
testCompanies("20000:2");
