import { expect, test } from "vitest";
import { standsOverValues } from "../../../src/doctor/header_place.js";

const isHeader = (line: string, ...rows: readonly string[]) => {
  const headers = line.split(",");
  const sample = rows.map((row) => Object.fromEntries(row.split(",").map((cell, at) => [headers[at], cell || null])));
  return standsOverValues(headers, sample);
};

test.each([
  ["in plain words", "Lead Number,Lead Source,Converted", ["1,Google,0", "2,Bing,1"]],
  ["in another language", "Kundennummer,Herkunft,Angelegt am", ["17,Messe,03.01.2026", "18,Web,04.01.2026"]],
  ["with digits", "Adresse 2,2025 Umsatz,Ort", ["Hof,100,Ulm", ",200,Bern"]],
  ["over addresses only", "Wer,Woher", ["a@x.example,Messe", "b@x.example,Web"]],
])("a first line %s is a header, because values of another kind are below it", (_, line, rows) => {
  expect(isHeader(line, ...rows)).toBe(true);
});

test.each([
  ["it is of the same kinds as the rows below", "Jane Roe,Acme,42", ["Bob Poe,Beta,17", "Eve Loe,Gamma,8"]],
  ["all columns are words", "Jane Roe,Acme", ["Bob Poe,Beta", "Eve Loe,Gamma"]],
  ["one value is missing in it", "Jane Roe,Acme,N/A", ["Bob Poe,Beta,17", "Eve Loe,Gamma,8"]],
  ["it holds an address", "Jane Roe,jane@x.example,x", ["Bob Poe,b@x.example,1", "Eve Loe,e@x.example,2"]],
  ["it holds a long number", "Jane Roe,tel 491705551,x", ["Bob Poe,tel 1,1", "Eve Loe,tel 2,2"]],
  ["there is only one row below it", "Jane Roe,Acme", ["Bob Poe,42"]],
])("a first line may be the record of a person if %s", (_, line, rows) => {
  expect(isHeader(line, ...rows)).toBe(false);
});
