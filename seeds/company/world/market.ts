/** The market of the company: lead sources, job titles, industries, company sizes and countries. */

/** A first-touch source. `weight` is its frequency, `quality` how well its leads convert (log odds). */
export interface Source {
  /** Value of LeadSource; null if blank. */
  readonly name: string | null;
  /** Channel that channels.csv assigns. */
  readonly channel: string | null;
  readonly weight: number;
  readonly quality: number;
}

export const sources: readonly Source[] = [
  { name: "Organic Search", channel: "Organic Search", weight: 25, quality: 0.18 },
  { name: "Paid Search", channel: "Paid Search", weight: 16, quality: -0.1 },
  { name: "Webinar", channel: "Webinar", weight: 12, quality: 0.1 },
  { name: "Content Syndication", channel: "Content Syndication", weight: 13, quality: -1.6 },
  { name: "Trade Show", channel: "Event", weight: 10, quality: -0.3 },
  { name: "LinkedIn Ads", channel: "Paid Social", weight: 8, quality: -0.35 },
  { name: "Direct Traffic", channel: "Direct", weight: 6, quality: 0.3 },
  { name: "Customer Referral", channel: "Referral", weight: 5, quality: 0.9 },
  { name: "Partner", channel: "Partner", weight: 4, quality: 0.2 },
  { name: null, channel: null, weight: 1, quality: -0.2 },
];
/** Purchased contacts, which are imported as a list at one instant. */
export const purchasedListSource: Source = {
  name: "Purchased List",
  channel: "Purchased List",
  weight: 0,
  quality: -1.9,
};
/** Source values that are missing from channels.csv. */
export const unmappedSources: readonly Source[] = [
  { name: "Web - misc (old form)", channel: "Unmapped", weight: 1, quality: 0 },
  { name: "Brand campaign 24/b", channel: "Unmapped", weight: 1, quality: -0.3 },
];
/** People that sales found without marketing. */
export const outboundSource: Source = { name: "Outbound", channel: "Outbound", weight: 0, quality: 0 };

export interface Title {
  readonly title: string;
  readonly seniority: string;
  readonly persona: string;
  readonly weight: number;
}
const title = (title: string, seniority: string, persona: string, weight: number): Title => ({
  title,
  seniority,
  persona,
  weight,
});

export const titles: readonly Title[] = [
  title("Chief Marketing Officer", "c_level", "Marketing leader", 3),
  title("CMO", "c_level", "Marketing leader", 2),
  title("VP Marketing", "vp", "Marketing leader", 6),
  title("VP of Demand Generation", "vp", "Marketing leader", 2),
  title("Head of Growth", "director", "Marketing leader", 4),
  title("Director of Marketing", "director", "Marketing leader", 6),
  title("Director, Marketing Operations", "director", "Revenue operations", 4),
  title("Head of Revenue Operations", "director", "Revenue operations", 4),
  title("Revenue Operations Manager", "manager", "Revenue operations", 6),
  title("Marketing Operations Manager", "manager", "Revenue operations", 8),
  title("Sales Operations Manager", "manager", "Revenue operations", 5),
  title("Director of Sales", "director", "Sales leader", 4),
  title("VP Sales", "vp", "Sales leader", 4),
  title("Chief Revenue Officer", "c_level", "Sales leader", 2),
  title("Director of Operations", "director", "Operations leader", 3),
  title("COO", "c_level", "Operations leader", 1),
  title("CEO", "c_level", "Business owner", 3),
  title("CFO", "c_level", "Finance leader", 1),
  title("IT Director", "director", "IT leader", 2),
  title("IT Manager", "manager", "IT practitioner", 3),
  title("Marketing Manager", "manager", "Marketing practitioner", 12),
  title("Demand Generation Manager", "manager", "Marketing practitioner", 8),
  title("Content Marketing Manager", "manager", "Marketing practitioner", 4),
  title("Digital Marketing Manager", "manager", "Marketing practitioner", 4),
  title("Marketing Specialist", "individual", "Marketing practitioner", 7),
  title("Senior Marketing Analyst", "senior", "Marketing practitioner", 4),
  title("Marketing Coordinator", "individual", "Marketing practitioner", 4),
  title("Account Executive", "individual", "Sales practitioner", 3),
  title("Sales Development Representative", "individual", "Sales practitioner", 3),
  title("Data Analyst", "individual", "Data practitioner", 3),
  title("Software Engineer", "individual", "Developer", 2),
  title("Product Manager", "manager", "Product practitioner", 2),
  title("Customer Success Manager", "manager", "Customer success", 2),
];
export const studentTitle = title("Student", "intern_student", "Student or intern", 0);
export const consultantTitle = title("Freelance Consultant", "individual", "Consultant", 0);
/** Titles that no lookup contains. */
export const unmappedTitles: readonly Title[] = [
  title("Chief Happiness Wizard", "Unmapped", "Unmapped", 1),
  title("Ringmaster", "Unmapped", "Unmapped", 1),
];

export const industries = [
  { name: "Software", weight: 26 },
  { name: "SaaS", weight: 16 },
  { name: "Information Technology", weight: 10 },
  { name: "Financial Services", weight: 12 },
  { name: "Fintech", weight: 5 },
  { name: "Media", weight: 6 },
  { name: "Manufacturing", weight: 9 },
  { name: "Healthcare", weight: 7 },
  { name: "Retail", weight: 6 },
  { name: "Logistics", weight: 3 },
] as const;

export const companySizes = [
  { band: "1-10", low: 2, high: 10, weight: 6 },
  { band: "11-50", low: 11, high: 50, weight: 18 },
  { band: "51-200", low: 51, high: 200, weight: 30 },
  { band: "201-500", low: 201, high: 500, weight: 22 },
  { band: "501-1000", low: 501, high: 1000, weight: 12 },
  { band: "1001-5000", low: 1001, high: 5000, weight: 8 },
  { band: "5001-10000", low: 5001, high: 10000, weight: 3 },
  { band: "10001+", low: 10001, high: 90000, weight: 1 },
] as const;

export const countries = [
  { name: "United States", region: "North America", currency: "USD", weight: 58 },
  { name: "Canada", region: "North America", currency: "USD", weight: 7 },
  { name: "United Kingdom", region: "EMEA", currency: "GBP", weight: 10 },
  { name: "Germany", region: "EMEA", currency: "EUR", weight: 8 },
  { name: "France", region: "EMEA", currency: "EUR", weight: 5 },
  { name: "Norway", region: "EMEA", currency: "EUR", weight: 2 },
  { name: "Australia", region: "APAC", currency: "USD", weight: 4 },
  { name: "Singapore", region: "APAC", currency: "USD", weight: 2 },
  { name: "Brazil", region: "LATAM", currency: "USD", weight: 3 },
  { name: "Atlantis", region: "Unmapped", currency: "USD", weight: 0.3 },
] as const;

export const ourHost = "www.leadworks.example";
export const ourDomain = "leadworks.example";
export const competitorDomain = "rivalsuite.example";
export const freeDomain = "freemail.example";
export const studentDomain = "eastport-university.example";
