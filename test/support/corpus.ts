/** Export files with every known kind of damage, and the expected result of loading each. Nothing is random. */
import { gzipSync } from "node:zlib";

/** The result of loading a file: counts of its records, or the message with which it is quarantined. */
export type ExpectedOutcome =
  | {
      loaded: number;
      rejected?: readonly (readonly [column: string, code: string, records: number])[];
      copies?: number;
    }
  | { quarantined: RegExp };

export interface CorpusFile {
  readonly name: string;
  readonly about: string;
  readonly content: () => string | Buffer;
  /** The header of each column of `people`; by default `usualColumns`. */
  readonly columns?: Readonly<Record<string, string>>;
  readonly formats?: Readonly<Record<string, string>>;
  readonly outcome: ExpectedOutcome;
  /** Expected values of loaded rows, by record id. */
  readonly expectedRows?: Readonly<Record<string, readonly unknown[]>>;
}

export const usualColumns = {
  record_id: "Id",
  email: "Email",
  company: "Company",
  employee_count: "Score",
  created_at: "CreatedDate",
};
const idEmail = { record_id: "Id", email: "Email" };
const idCompany = { record_id: "Id", company: "Company" };
const idScore = { record_id: "Id", employee_count: "Score" };
const idDate = { record_id: "Id", created_at: "CreatedDate" };
const header = "Id,Email,Company,Score,CreatedDate\n";
const at = "2026-03-01T10:00:00.000+0000";

const row = (i: number) =>
  `00Q${String(i).padStart(12, "0")},u${i}@ex.com,Acme ${i},${i % 100},2026-03-0${1 + (i % 9)}T10:00:00.000+0000\n`;
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => row(from + n)).join("");
const lines = (count: number, line: (n: number) => string) => Array.from({ length: count }, (_, n) => line(n)).join("");
/** A hundred records; the 51st is the given one. */
const amongRecords = (one: string) => `${header}${rows(0, 50)}${one}\n${rows(50, 99)}`;
/** 30,100 records; the 30,001st is the given one. */
const afterManyRecords = (one: string) => `${header}${rows(0, 30_000)}${one}\n${rows(30_000, 30_099)}`;
const largeGzip = () => gzipSync(header + rows(0, 50_000));
const amounts = `Id,Amount\n${lines(1000, (n) => `${n},100\n`)}`;
const idAmount = { record_id: "Id", annual_revenue: "Amount" };

function flipByte(bytes: Buffer, place: number, to?: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[place] = to ?? changed[place]! ^ 0xff;
  return changed;
}

function cutGzip(): Buffer {
  const stored = gzipSync(amounts, { level: 0 });
  return stored.subarray(0, stored.indexOf("\n700,") + 1);
}

function changedGzip(): Buffer {
  const stored = gzipSync(amounts, { level: 0 });
  return flipByte(stored, stored.indexOf("500,100") + 4, "9".charCodeAt(0));
}

function rowsWithinQuotes(): string {
  const short = (n: number, company: string) => `00Q${n},u${n}@x,${company},${n},2026-03-01\n`;
  return header + lines(100, (n) => short(n, n === 50 ? '"Acme 50' : n === 80 ? 'Acme 80"' : `Acme ${n}`));
}

/** All records but one are loaded; that one is rejected. */
const oneOf = (loaded: number, code: string, column = ""): ExpectedOutcome => ({
  loaded,
  rejected: [[column, code, 1]],
});
const completeFile = header + rows(0, 1000);
const cutFile = completeFile.slice(0, Math.floor(completeFile.length * 0.6));

export const corpus: readonly CorpusFile[] = [
  { name: "01_good.csv", about: "a control", content: () => header + rows(0, 100), outcome: { loaded: 100 } },
  {
    name: "02_ragged_short.csv",
    about: "a record has two of five fields",
    content: () => amongRecords("00Q9,short@ex.com"),
    outcome: oneOf(99, "too few fields"),
  },
  {
    name: "03_ragged_long.csv",
    about: "a record has seven of five fields",
    content: () => amongRecords(`00Q9,long@ex.com,Acme,1,${at},EXTRA,EXTRA2`),
    outcome: oneOf(99, "too many fields"),
  },
  {
    name: "04_ragged_late.csv",
    about: "a short record comes after any sample",
    content: () => afterManyRecords("00Q9,late@ex.com"),
    outcome: oneOf(30_099, "too few fields"),
  },
  {
    name: "05_unterminated_quote.csv",
    about: "a quote opens and never closes",
    content: () => amongRecords(`00Q9,q@ex.com,"Acme unterminated,1,${at}`),
    outcome: oneOf(99, "a quote that never closes"),
  },
  {
    name: "05b_quote_pair_swallows_rows.csv",
    about: "a quote pair makes one field of thirty rows",
    content: rowsWithinQuotes,
    outcome: { quarantined: /record rows within quotes: 1 from line 52/ },
  },
  {
    name: "06_unterminated_quote_late.csv",
    about: "a quote opens late and never closes",
    content: () => afterManyRecords(`00Q9,q@ex.com,"Acme unterminated,1,${at}`),
    outcome: oneOf(30_099, "a quote that never closes"),
  },
  {
    name: "07_nul_bytes.csv",
    about: "a value contains a NUL",
    content: () => amongRecords(`00Q9,nul@ex.com,Ac\0me,1,${at}`),
    outcome: { loaded: 100 },
    expectedRows: { "00Q9": ["nul@ex.com", "Acme"] },
  },
  {
    name: "08_invalid_utf8.csv",
    about: "a letter is Latin-1",
    content: () => Buffer.from(amongRecords(`00Q9,bad@ex.com,Caf\xe9,1,${at}`), "latin1"),
    outcome: oneOf(99, "not UTF-8"),
  },
  {
    name: "08b_invalid_utf8_late.csv",
    about: "a letter is Latin-1, after any sample",
    content: () => Buffer.from(afterManyRecords(`00Q9,bad@ex.com,Caf\xe9,1,${at}`), "latin1"),
    outcome: oneOf(30_099, "not UTF-8"),
  },
  {
    name: "09_utf16le_bom.csv",
    about: "UTF-16 as a spreadsheet writes it",
    content: () => Buffer.from(`\ufeff${header}${rows(0, 100)}`, "utf16le"),
    outcome: { loaded: 100 },
  },
  {
    name: "09b_utf16le_nobom.csv",
    about: "UTF-16 that does not say so",
    content: () => Buffer.from(header + rows(0, 100), "utf16le"),
    outcome: { loaded: 100 },
  },
  {
    name: "09c_utf16be_bom.csv",
    about: "UTF-16 with its bytes the other way round",
    content: () => Buffer.from(`\ufeff${header}${rows(0, 100)}`, "utf16le").swap16(),
    outcome: { loaded: 100 },
  },
  {
    name: "10_utf8_bom.csv",
    about: "UTF-8 with a byte order mark",
    content: () => `\ufeff${header}${rows(0, 100)}`,
    outcome: { loaded: 100 },
  },
  {
    name: "11_field_10mb.csv",
    about: "a field has 10 MiB",
    content: () => amongRecords(`00Q9,big@ex.com,${"x".repeat(10 << 20)},1,${at}`),
    outcome: oneOf(99, "too long"),
  },
  {
    name: "12_dup_headers.csv",
    about: "headers repeat",
    content: () => `Id,Email,Email,Score,email\n${"a,b@x,c@x,1,d@x\n".repeat(10)}`,
    columns: idEmail,
    outcome: { quarantined: /header 3 \("Email"\) repeats the name of header 2/ },
  },
  {
    name: "13_missing_column.csv",
    about: "a column of the contract is missing",
    content: () => `Id,Email,Score,CreatedDate\n${`00Q1,a@ex.com,5,${at}\n`.repeat(10)}`,
    outcome: { quarantined: /the column Company is missing/ },
  },
  {
    name: "14_reordered.csv",
    about: "all columns in another order",
    content: () => `Email,Id,CreatedDate,Score,Company\n${lines(10, (n) => `a@ex.com,00Q${n},${at},5,Acme\n`)}`,
    outcome: { loaded: 10 },
    expectedRows: { "00Q3": ["a@ex.com", "Acme", 5n, "2026-03-01T10:00:00Z"] },
  },
  {
    name: "14b_swapped_sametype.csv",
    about: "two columns of text have changed places",
    content: () => `Id,Company,Email,Score,CreatedDate\n${lines(10, (n) => `00Q${n},Acme,a@ex.com,5,${at}\n`)}`,
    outcome: { loaded: 10 },
    expectedRows: { "00Q3": ["a@ex.com", "Acme"] },
  },
  {
    name: "15_extra_column.csv",
    about: "a column was added",
    content: () => `${header.trim()},Region__c\n${lines(10, (n) => `00Q${n},a@ex.com,Acme,5,${at},EMEA\n`)}`,
    outcome: { loaded: 10 },
  },
  {
    name: "16_huge_int_ids.csv",
    about: "ids go beyond every integer",
    content: () =>
      `Id,Email\n${["9007199254740993", "18446744073709551616", "9".repeat(41)].map((id) => `${id},u@ex.com\n`).join("")}`,
    columns: idEmail,
    outcome: { loaded: 3 },
    expectedRows: {
      "9007199254740993": ["u@ex.com"],
      "18446744073709551616": ["u@ex.com"],
      ["9".repeat(41)]: ["u@ex.com"],
    },
  },
  {
    name: "17_leading_zero_ids.csv",
    about: "ids and codes begin with zeros",
    content: () => "Id,Zip,Phone\n000123,02134,+15551234567\n000124,00501,0015551234567\n",
    columns: { record_id: "Id", email: "Zip", company: "Phone" },
    outcome: { loaded: 2 },
    expectedRows: { "000123": ["02134", "+15551234567"], "000124": ["00501", "0015551234567"] },
  },
  {
    name: "18_mixed_dates.csv",
    about: "days and months are told apart by one row, and no contract says how",
    content: () => "Id,CreatedDate\n1,03/04/2026\n2,04/05/2026\n3,25/12/2026\n",
    columns: idDate,
    outcome: { quarantined: /created_at not an instant: 3 from line 2/ },
  },
  {
    name: "18b_ambiguous_dates.csv",
    about: "days and months cannot be told apart, but the contract says how",
    content: () => "Id,CreatedDate\n1,03/04/2026\n2,04/05/2026\n3,05/06/2026\n",
    columns: idDate,
    formats: { CreatedDate: "%d/%m/%Y" },
    outcome: { loaded: 3 },
    expectedRows: { 1: [null, null, null, "2026-04-03T04:00:00Z"] },
  },
  {
    name: "18c_mixed_dates_late.csv",
    about: "the one row that tells day and month apart comes after any sample, and the contract says otherwise",
    content: () => `Id,CreatedDate\n${lines(30_000, (n) => `${n},03/04/2026\n`)}30001,25/12/2026\n`,
    columns: idDate,
    formats: { CreatedDate: "%m/%d/%Y" },
    outcome: oneOf(30_000, "not an instant", "created_at"),
  },
  {
    name: "18d_us_and_iso.csv",
    about: "three styles of dates in one column",
    content: () => "Id,CreatedDate\n1,2026-03-04\n2,03/04/2026\n3,4-Mar-26\n",
    columns: idDate,
    outcome: { loaded: 1, rejected: [["created_at", "not an instant", 2]] },
  },
  {
    name: "19_crlf.csv",
    about: "lines end in CRLF",
    content: () => (header + rows(0, 100)).replaceAll("\n", "\r\n"),
    outcome: { loaded: 100 },
  },
  {
    name: "19b_mixed_newlines.csv",
    about: "some lines end in CRLF",
    content: () => header + rows(0, 50).replaceAll("\n", "\r\n") + rows(50, 100),
    outcome: { loaded: 100 },
  },
  {
    name: "19c_cr_only.csv",
    about: "lines end in CR",
    content: () => (header + rows(0, 100)).replaceAll("\n", "\r"),
    outcome: { loaded: 100 },
  },
  {
    name: "20_embedded_newline.csv",
    about: "a field has a line end, a comma and a quote",
    content: () => amongRecords(`00Q9,nl@ex.com,"Acme\nLine 2, ""Inc""",1,${at}`),
    outcome: { loaded: 100 },
    expectedRows: { "00Q9": ["nl@ex.com", 'Acme\nLine 2, "Inc"'] },
  },
  { name: "21_header_only.csv", about: "no rows", content: () => header, outcome: { loaded: 0 } },
  { name: "22_empty.csv", about: "nothing at all", content: () => "", outcome: { quarantined: /empty/ } },
  {
    name: "23_good.csv.gz",
    about: "a gzip as a control",
    content: () => gzipSync(header + rows(0, 5000)),
    outcome: { loaded: 5000 },
  },
  {
    name: "24_truncated.csv.gz",
    about: "a gzip is cut",
    content: () => largeGzip().subarray(0, Math.floor(largeGzip().length * 0.6)),
    outcome: { quarantined: /gzip is cut or damaged/ },
  },
  {
    name: "24b_truncated_nofooter.csv.gz",
    about: "a gzip lacks its checksum",
    content: () => largeGzip().subarray(0, -8),
    outcome: { quarantined: /gzip is cut or damaged/ },
  },
  {
    name: "24c_bitflip.csv.gz",
    about: "a byte of a gzip is another",
    content: () => flipByte(largeGzip(), Math.floor(largeGzip().length / 2)),
    outcome: { quarantined: /gzip is cut or damaged/ },
  },
  {
    name: "24d_notgzip.csv.gz",
    about: "plain text is called gzip",
    content: () => header + rows(0, 100),
    outcome: { quarantined: /gzip is cut or damaged/ },
  },
  {
    name: "24e_concat.csv.gz",
    about: "two gzips in one",
    content: () => Buffer.concat([gzipSync(header + rows(0, 50)), gzipSync(rows(50, 100))]),
    outcome: { loaded: 100 },
  },
  {
    name: "24f_gz_crc_bad_value_changed.csv.gz",
    about: "an amount in a gzip was changed",
    content: changedGzip,
    columns: idAmount,
    outcome: { quarantined: /gzip is cut or damaged/ },
  },
  {
    name: "24g_gz_truncated_at_row.csv.gz",
    about: "a gzip is cut at the end of a row",
    content: cutGzip,
    columns: idAmount,
    outcome: { quarantined: /gzip is cut or damaged/ },
  },
  {
    name: "24h_padded.csv.gz",
    about: "a second gzip after the first lost its first byte",
    content: () => Buffer.concat([gzipSync(header + rows(0, 50)), flipByte(gzipSync(rows(50, 100)), 0, 0)]),
    outcome: { quarantined: /gzip is cut or damaged/ },
  },
  {
    name: "25_truncated_mid_row.csv",
    about: "a file is cut within a row",
    content: () => cutFile,
    outcome: { quarantined: /the file was cut/ },
  },
  {
    name: "25c_truncated_in_last_value.csv",
    about: "a file is cut within its last value",
    content: () => `${header}${rows(0, 99)}00Q000000000099,u99@ex.com,Acme 99,99,2026-03-01T10`,
    outcome: { quarantined: /line 101: .*the file was cut/ },
  },
  {
    name: "26_late_type_change.csv",
    about: "a count becomes a word, after any sample",
    content: () => `Id,Score\n${lines(30_000, (n) => `${n},${n % 100}\n`)}30001,many\n`,
    columns: idScore,
    outcome: oneOf(30_000, "not a whole number", "employee_count"),
  },
  {
    name: "26b_late_null_word.csv",
    about: "a count is N/A, after any sample: a word for nothing",
    content: () => `Id,Score\n${lines(30_000, (n) => `${n},${n % 100}\n`)}30001,N/A\n`,
    columns: idScore,
    outcome: { loaded: 30_001 },
  },
  {
    name: "27_late_float.csv",
    about: "a count becomes a fraction, after any sample",
    content: () => `Id,Score\n${lines(30_000, (n) => `${n},${n % 100}\n`)}30001,7.6\n`,
    columns: idScore,
    outcome: { quarantined: /line 30002: column employee_count: a fraction/ },
  },
  {
    name: "28_preamble_issue25827.csv",
    about: "a value has what could be a delimiter",
    content: () => "c0\nv0\na;b\n",
    columns: { record_id: "c0" },
    outcome: { loaded: 2 },
    expectedRows: { v0: [null], "a;b": [null] },
  },
  {
    name: "28b_width_grows.csv",
    about: "rows gain a field in the middle of the file",
    content: () =>
      `Id,Email\n${lines(1000, (n) => `${n},u${n}@ex.com\n`)}${lines(29_000, (n) => `${n},u${n}@ex.com,extra\n`)}`,
    columns: idEmail,
    outcome: { quarantined: /too many fields: 29000 from line 1002/ },
  },
  {
    name: "29_bool_null_words.csv",
    about: "people are called Null, and flags are spelled in many ways",
    content: () => "Id,Name,OptOut\n1,NULL,true\n2,null,0\n3,Null,yes\n4,,f\n5,NA,N\n",
    columns: { record_id: "Id", email: "Name", is_deleted: "OptOut" },
    outcome: { loaded: 5 },
    expectedRows: { 1: ["NULL"], 2: ["null"], 3: ["Null"], 4: [null], 5: ["NA"] },
  },
  {
    name: "30_csv_injection.csv",
    about: "names are formulas and scripts",
    content: () =>
      `Id,Company\n1,"=HYPERLINK(""http://evil"",""x"")"\n2,+1+cmd|' /C calc'!A0\n3,@SUM(1)\n4,-2+3\n5,"\t=1+1"\n6,<script>alert(1)</script>\n7,"=cmd|""/c calc""!A1"\n8,＝1+1\n`,
    columns: idCompany,
    outcome: { loaded: 8 },
    expectedRows: {
      1: [null, '=HYPERLINK("http://evil","x")'],
      5: [null, "\t=1+1"],
      6: [null, "<script>alert(1)</script>"],
    },
  },
  {
    name: "31_hash_first.csv",
    about: "values begin with #",
    content: () => "Id,Company\n#1,Acme\n#2,Beta\n3,Gamma\n4,# not a comment\n",
    columns: idCompany,
    outcome: { loaded: 4 },
    expectedRows: { "#1": [null, "Acme"], 4: [null, "# not a comment"] },
  },
  {
    name: "32_semicolon.csv",
    about: "fields are separated by semicolons, decimals by commas",
    content: () => "Id;Email;Score\n1;a@ex.com;1,5\n2;b@ex.com;2,5\n",
    columns: { record_id: "Id", email: "Email", company: "Score" },
    outcome: { loaded: 2 },
    expectedRows: { 1: ["a@ex.com", "1,5"] },
  },
  {
    name: "33_dup_rows.csv",
    about: "a row is there three times",
    content: () => header + row(1) + row(1) + row(1),
    outcome: { loaded: 1, copies: 2 },
  },
  {
    name: "34_numeric_name.csv",
    about: "companies are called by numbers, then one is not",
    content: () => `Id,Company\n${lines(100, (n) => `${n},${1000 + n}\n`)}101,3M\n`,
    columns: idCompany,
    outcome: { loaded: 101 },
    expectedRows: { 7: [null, "1007"], 101: [null, "3M"] },
  },
  {
    name: "35_sci_ids.csv",
    about: "codes look like numbers with an exponent",
    content: () => "Id,Code\n1,1E10\n2,2E05\n3,3E99\n",
    columns: { record_id: "Id", company: "Code" },
    outcome: { loaded: 3 },
    expectedRows: { 1: [null, "1E10"], 2: [null, "2E05"], 3: [null, "3E99"] },
  },
  {
    name: "36_inf_nan.csv",
    about: "amounts are not numbers",
    content: () => "Id,Amount\n1,1.5\n2,NaN\n3,Infinity\n4,-inf\n",
    columns: idAmount,
    outcome: { loaded: 1, rejected: [["annual_revenue", "not an amount of money", 3]] },
  },
  {
    name: "37_tz_offsets.csv",
    about: "instants have offsets, and some have none, within the hour that a change of clocks leaves out",
    content: () =>
      "Id,Ts\n1,2026-03-08T02:30:00.000+0000\n2,2026-03-08T02:30:00.000-0500\n3,2026-03-08T02:30:00Z\n4,2026-03-08 02:30\n5,2026-03-08T02:30:00\n",
    columns: { record_id: "Id", created_at: "Ts" },
    outcome: { loaded: 5 },
    expectedRows: {
      1: [null, null, null, "2026-03-08T02:30:00Z"],
      2: [null, null, null, "2026-03-08T07:30:00Z"],
      3: [null, null, null, "2026-03-08T02:30:00Z"],
      4: [null, null, null, "2026-03-08T07:30:00Z"],
      5: [null, null, null, "2026-03-08T07:30:00Z"],
    },
  },
  {
    name: "38_report_footer.csv",
    about: "a report has its footer",
    content: () =>
      'Id,Email\n1,a@ex.com\n2,b@ex.com\n\n"Grand Totals (2 records)"\n"Leads Report"\n"Copyright (c) 2026 salesforce.com, inc. All rights reserved."\n"Confidential Information - Do Not Distribute"\n',
    columns: idEmail,
    outcome: { loaded: 2, rejected: [["", "footer of a report", 4]] },
  },
  {
    name: "39_html_error_page.csv",
    about: "a login page",
    content: () =>
      "<!DOCTYPE html>\n<html><head><title>Session expired</title></head>\n<body><h1>Please log in</h1></body></html>\n",
    outcome: { quarantined: /a web page, not an export/ },
  },
  {
    name: "40_zip_bomb.csv.gz",
    about: "300 MiB in 300 kB",
    content: () => gzipSync(Buffer.alloc(300 << 20, "0,\n"), { level: 9 }),
    outcome: { quarantined: /unpacks to more than 100 times its size/ },
  },
  {
    name: "41_spaces_headers.csv",
    about: "headers have invisible blanks",
    content: () => " Id , Email\u00a0,Com\u200bpany\n1,a@ex.com,Acme\n",
    columns: { record_id: "Id", email: "Email", company: "Company" },
    outcome: { loaded: 1 },
    expectedRows: { 1: ["a@ex.com", "Acme"] },
  },
  {
    name: "42_evil_header.csv",
    about: "a header is SQL",
    content: () => 'Id,"x"" FROM leads; DROP TABLE leads; --"\n1,2\n',
    columns: { record_id: "Id" },
    outcome: { loaded: 1 },
  },
  {
    name: "43_evil';DROP TABLE leads;--.csv",
    about: "a file's name is SQL",
    content: () => header + rows(0, 10),
    outcome: { loaded: 10 },
  },
  {
    name: "44_glob_[ab]*.csv",
    about: "a file's name would match its neighbour's",
    content: () => header + rows(0, 10),
    outcome: { loaded: 10 },
  },
  {
    name: "44_glob_aX.csv",
    about: "a neighbour that another file's name would match",
    content: () => header + rows(0, 7),
    outcome: { loaded: 7 },
  },
  {
    name: "45_bidi_unicode.csv",
    about: "addresses have letters that look alike, and a direction mark",
    content: () => "Id,Email\n1,a\u202e@ex.com\n2,ａ@ex.com\n3,e\u0301@ex.com\n4,\u00e9@ex.com\n",
    columns: idEmail,
    outcome: { loaded: 4 },
    expectedRows: { 1: ["a@ex.com"], 3: ["e\u0301@ex.com"], 4: ["\u00e9@ex.com"] },
  },
  {
    name: "46_empty_first_column.csv",
    about: "a header is empty",
    content: () => ",Email\n1,a@ex.com\n",
    columns: idEmail,
    outcome: { quarantined: /header 1 of 2 is empty/ },
  },
  {
    name: "47_no_header.csv",
    about: "no header line",
    content: () => rows(0, 100),
    outcome: { quarantined: /no header that is known/ },
  },
  {
    name: "48_quote_in_unquoted.csv",
    about: "quotes stray about",
    content: () =>
      `${header}00Q1,a@ex.com,Joe "The Man" Inc,1,${at}\n00Q2,b@ex.com,"Bob"s Co",1,${at}\n00Q3,c@ex.com,Acme,1,${at}\n`,
    outcome: oneOf(2, "text after a closing quote"),
    expectedRows: { "00Q1": ["a@ex.com", 'Joe "The Man" Inc'], "00Q3": ["c@ex.com", "Acme"] },
  },
  {
    name: "49_backslash_escape.csv",
    about: "quotes are escaped by backslashes",
    content: () => `${header}00Q1,a@ex.com,"Joe \\"Man\\" Inc",1,${at}\n00Q3,c@ex.com,Acme,1,${at}\n`,
    outcome: oneOf(1, "text after a closing quote"),
    expectedRows: { "00Q3": ["c@ex.com", "Acme"] },
  },
  {
    name: "52_zero.parquet",
    about: "nothing at all, called Parquet",
    content: () => "",
    columns: idEmail,
    outcome: { quarantined: /no readable Parquet/ },
  },
  {
    name: "53_trunc.json",
    about: "a JSON list is cut",
    content: () => '[{"id":1,"email":"a@x"},{"id":2,"em',
    columns: { record_id: "id", email: "email" },
    outcome: { quarantined: /the file was cut/ },
  },
  {
    name: "54_trunc.ndjson",
    about: "the last of the lines of JSON is cut",
    content: () => '{"id":1,"email":"a@x"}\n{"id":2,"em',
    columns: { record_id: "id", email: "email" },
    outcome: oneOf(1, "not a JSON object"),
  },
  {
    name: "55_dupkey.json",
    about: "an object has a key twice",
    content: () => '[{"id":1,"id":2,"email":"a"}]',
    columns: { record_id: "id", email: "email" },
    outcome: { quarantined: /a JSON object, or an object that repeats a key/ },
  },
  {
    name: "56_bigint.json",
    about: "ids go beyond every number of JSON",
    content: () => '[{"id":9007199254740993},{"id":18446744073709551617}]',
    columns: { record_id: "id" },
    outcome: { loaded: 2 },
    expectedRows: { "9007199254740993": [null], "18446744073709551617": [null] },
  },
  {
    name: "57_mixed.json",
    about: "a value is a number, then a text",
    content: () => '[{"id":1,"score":5},{"id":"00Q2","score":"many"}]',
    columns: { record_id: "id", employee_count: "score" },
    outcome: oneOf(1, "not a whole number", "employee_count"),
  },
  {
    name: "58_nested.json",
    about: "a hundred thousand lists in each other",
    content: () => "[".repeat(100_000) + "]".repeat(100_000),
    columns: { record_id: "id" },
    outcome: { quarantined: /expected a list of JSON objects/ },
  },
  {
    name: "59_reorder_missing.ndjson",
    about: "keys are missing, and one is new",
    content: () => '{"id":1,"email":"a"}\n{"email":"b"}\n{"id":3,"extra":9}\n',
    columns: { record_id: "id", email: "email" },
    outcome: oneOf(2, "missing", "record_id"),
  },
];
