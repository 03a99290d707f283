/** The pages, forms and emails of the company. */
import { ourHost } from "./market.js";

/** A page, form or email: its name in the activity log and the canonical activity type. */
export interface MarketingAsset {
  readonly id: number;
  readonly name: string;
  readonly type: string;
}
const page = (id: number, path: string, type: string): MarketingAsset => ({ id, name: `${ourHost}${path}`, type });
const form = (id: number, name: string, type: string): MarketingAsset => ({ id, name, type });

export const pricingPage = page(301, "/pricing", "pricing_page_visit");
export const keyPages = [
  page(311, "/product/demo-video", "high_value_page_visit"),
  page(312, "/customers/case-study-harborlight", "high_value_page_visit"),
  page(313, "/customers/case-study-nordfjord", "high_value_page_visit"),
];
export const careersPage = page(319, "/careers", "web_page_visit");
export const pages = [
  page(320, "/", "web_page_visit"),
  page(321, "/product", "web_page_visit"),
  page(322, "/product/integrations", "web_page_visit"),
  page(323, "/security", "web_page_visit"),
  page(324, "/about", "web_page_visit"),
  page(330, "/blog/what-is-an-mql", "blog_visit"),
  page(331, "/blog/lead-scoring-without-tears", "blog_visit"),
  page(332, "/blog/why-sales-ignores-leads", "blog_visit"),
  page(333, "/blog/pricing-your-pipeline", "blog_visit"),
];
export const demoForm = form(2001, "Demo Request", "demo_request");
export const salesForm = form(2002, "Contact Sales", "contact_sales_request");
export const quoteForm = form(2003, "Pricing Quote", "pricing_form");
export const trialForm = form(2004, "Free Trial", "trial_signup");
export const caseStudyForm = form(2005, "Case Study: Harborlight", "case_study_download");
export const contentForms = [
  form(2010, "Ebook: The Funnel Both Teams Believe", "content_download"),
  form(2011, "White Paper: Scoring that Ages Well", "content_download"),
];
export const newsletterForm = form(2020, "Newsletter", "blog_subscribe");
export const partnerForm = form(2030, "Partner Programme Application", "form_fill");
export const emails = Array.from({ length: 19 }, (_, no) => form(4101 + no, `Digest ${no + 1}`, "email_open"));
