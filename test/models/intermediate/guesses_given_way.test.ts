import { expect, test } from "vitest";
import { guesses_given_way } from "../../../models/intermediate/guesses_given_way.js";
import type { Stage } from "../../../src/base/lifecycle.js";
import type { Instant } from "../../../src/table/columns.js";
import { runModel } from "../../support/run_model.js";

const at = (day: string) => `2026-${day}T10:00:00Z` as Instant;
const told = (stage: Stage, day: string, more: { is_guess?: boolean; opportunity_key?: string } = {}) => ({
  ...{ person_id: "crm:1", stage, is_guess: false, is_approximate: more.is_guess ?? false, occurred_at: at(day) },
  ...more,
});
const guess = (stage: Stage, day: string, more = {}) => told(stage, day, { is_guess: true, ...more });
/** Each guess that gives way: its stage and day, and the day of the recorded event. */
const givenWay = async (...events: ReturnType<typeof told>[]) =>
  (await runModel(guesses_given_way, { events }))
    .map(({ stage, occurred_at, told_at }) => [stage, occurred_at.slice(5, 10), told_at.slice(5, 10)].join(" "))
    .sort();

test("a guessed MQL gives way to a recorded one of its cycle, whether that is later or earlier; without one it stays", async () => {
  expect(await givenWay(guess("mql", "01-01"), told("mql", "03-05"))).toEqual(["mql 01-01 03-05"]);
  expect(await givenWay(told("mql", "01-10"), told("sal", "01-20"), guess("mql", "03-05"))).toEqual([
    "mql 03-05 01-10",
  ]);
  expect(await givenWay(guess("mql", "01-01"), told("sal", "03-05"))).toEqual([]);
});

test("a guessed MQL stays if a rejection lies between it and the recorded one, unless a later stage reopened the cycle", async () => {
  const later = [told("rejected", "02-01"), told("mql", "03-05")];
  expect(await givenWay(guess("mql", "01-01"), ...later)).toEqual([]);
  expect(await givenWay(guess("mql", "01-01"), told("sal", "02-10"), ...later)).toEqual(["mql 01-01 03-05"]);
  expect(await givenWay(told("mql", "01-01"), told("rejected", "02-01"), guess("mql", "03-05"))).toEqual([]);
});

test("a guessed rejection gives way to the recorded one of its cycle and not to that of the cycle before", async () => {
  const first = [told("mql", "01-01"), told("rejected", "02-01")];
  expect(await givenWay(...first, guess("rejected", "02-20"))).toEqual(["rejected 02-20 02-01"]);
  expect(await givenWay(...first, told("mql", "02-10"), guess("rejected", "02-20"))).toEqual([]);
});

test("a guessed rejection stays if the cycle was reopened after the recorded one", async () => {
  const reopened = [told("mql", "01-01"), told("rejected", "02-01"), told("sal", "03-01")];
  expect(await givenWay(...reopened, guess("rejected", "04-01"))).toEqual([]);
  expect(await givenWay(...reopened, guess("rejected", "02-20"))).toEqual(["rejected 02-20 02-01"]);
});

test("a guess does not give way to an event from before the first MQL", async () => {
  const before = told("opportunity", "01-01", { opportunity_key: "crm:7" });
  expect(await givenWay(before, told("mql", "02-01"), guess("opportunity", "03-01"))).toEqual([]);
});

test("a contact that is guessed to be won gives way to the win of an opportunity; a deal's stage not to that of another deal", async () => {
  const [deal, other] = [{ opportunity_key: "crm:7" }, { opportunity_key: "crm:8" }];
  expect(await givenWay(guess("won", "01-05"), told("won", "03-05", deal))).toEqual(["won 01-05 03-05"]);
  expect(await givenWay(guess("sql", "01-05", deal), told("sql", "03-05", other))).toEqual([]);
  expect(await givenWay(guess("sql", "01-05", deal), told("sql", "03-05"))).toEqual(["sql 01-05 03-05"]);
});
