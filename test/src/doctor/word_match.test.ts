import fc from "fast-check";
import { expect, test } from "vitest";
import { matchWord } from "../../../src/doctor/word_match.js";

const examples = ["No budget", "Budget", "Qualified", "Webinar", "Paid Search", "CampaignMember:Email", "MQL"].map(
  (word) => ({
    word,
    row: { word },
  }),
);
const meant = (word: string, least = 3) => matchWord(word, examples, least)?.knownWord.word;

test("the same word is known in any case and with any blanks around it", () => {
  fc.assert(
    fc.property(fc.constantFrom(...examples), fc.boolean(), fc.nat(3), ({ word }, isUpper, blanks) => {
      const spelt = `${" ".repeat(blanks)}${isUpper ? word.toUpperCase() : word.toLowerCase()} `;
      expect(matchWord(spelt, examples, 99)).toMatchObject({ knownWord: { word }, isSame: true });
    }),
  );
});

test("a word means what the longest word within it means, and that is a guess", () => {
  expect(matchWord("No budget this year", examples, 3)).toMatchObject({
    knownWord: { word: "No budget" },
    isSame: false,
  });
  expect(meant("paid_search")).toBe("Paid Search");
  expect(meant("search, paid (Google)")).toBe("Paid Search");
  expect(meant("MQL - hot")).toBe("MQL");
});

test("a slip of the hand is forgiven, another word is not", () => {
  expect(meant("Webniar")).toBe("Webinar");
  expect(meant("Seminar")).toBeUndefined();
  expect(meant("CampaignMember:Paid")).toBeUndefined();
});

test("what is denied is not what it denies, and letters alone are no likeness", () => {
  expect(meant("Not Qualified")).toBeUndefined();
  expect(meant("MQL", 4)).toBe("MQL");
  expect(meant("MQL-ish", 4)).toBeUndefined();
  expect(meant("")).toBeUndefined();
});
