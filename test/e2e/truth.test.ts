import { findTheTruthOf } from "../support/made_company.js";

// Leads and seed of each company; `COMPANIES=20000:7,20000:8 npx vitest run test/e2e/truth.test.ts` looks elsewhere.
findTheTruthOf(process.env.COMPANIES ?? "200:1,2000:2,20000:1");
