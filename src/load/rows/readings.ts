import type { NumberFormat } from "../../table/value_formats.js";
import { configuredNullWords, documentedNullWords, type LoadContract } from "../load_contract.js";

/** How the values of one file are read, where its contract alone does not say. */
export interface Readings {
  /** The words that stand for nothing in all columns, exactly as the file spells them. */
  readonly nullWords: readonly string[];
  /** How the numbers of some columns are written, by column of the contract. */
  readonly numbers: ReadonlyMap<string, NumberFormat>;
}

/** What the contract says without a look at the values. */
export const contractReadings = (contract: LoadContract): Readings => ({
  nullWords: [...new Set([...documentedNullWords(contract), ...configuredNullWords(contract)])],
  numbers: new Map(),
});
