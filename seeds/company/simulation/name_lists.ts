/** Names of people and companies. All domains end in .example. */

export const firstNames = [
  ..."Nora Marcus Ingrid Rafael Priya Tom Dana Luis Lena Jonas Kenji Amara Sofia Peter Hannah Omar Elif Mateo Grace Ivan".split(
    " ",
  ),
  ..."Chloe Daniel Fatima George Hiro Isabel Jack Karin Liam Maya Noah Olga Paul Quinn Rosa Samir Tara Uma Victor Wendy".split(
    " ",
  ),
];
export const lastNames = [
  ..."Whitfield Bell Solberg Duarte Raman Becker Okafor Romero Hartmann Weber Mori Diallo Rossi Novak Schmidt Haddad Kaya".split(
    " ",
  ),
  ..."Silva Chen Petrov Martin Larsen Ali Clark Tanaka Garcia Evans Lindqvist Murphy Shah Cohen Ivanova Scott Baker Lopez".split(
    " ",
  ),
  "O'Brien",
  "Null",
  "Müller",
  "Saint-Clair",
  "de la Cruz",
];
export const companyWords = [
  ..."Harbor Tide Nord Quill Verdant Copper Lumen Atlas Bright Cedar Delta Ember Falcon Granite Hollow Iris Juniper Keystone".split(
    " ",
  ),
  ..."Lantern Maple North Orchid Pioneer Quartz River Summit Timber Union Violet Willow Zephyr Anchor".split(" "),
];
export const companySuffixes = [
  "Software",
  "Analytics",
  "Systems",
  "Labs",
  "Media",
  "Logistics",
  "Health",
  "Capital",
  "Works",
  "Group",
];
/** Names that software often handles badly. */
export const oddCompanyNames = [
  "Mercer & Sons, Ltd.",
  'The "Quoted" Company',
  "<script>alert(1)</script>",
  "=SUM(A1:A9)",
  "Null",
];

/** A name as part of an email address: letters only, without accents. */
export const asciiLetters = (name: string) =>
  name
    .normalize("NFD")
    .replace(/[^a-zA-Z]/g, "")
    .toLowerCase();
