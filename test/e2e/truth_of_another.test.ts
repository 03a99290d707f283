import { findTheTruthOf } from "../support/made_company.js";

// A file of its own: a company of this size takes as long as all of the others, and files are run side by side.
findTheTruthOf("20000:2");
