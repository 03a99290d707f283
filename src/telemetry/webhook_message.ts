/** The body of a webhook in the form that its receiver understands. */
import type { RunSummary } from "./run_summary.js";

const isHostBelow = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`);
const slackDomains = ["hooks.slack.com", "hooks.slack-gov.com"];
const teamsDomains = ["webhook.office.com", "logic.azure.com", "powerplatform.com"];

/** Slack and Teams by the host of the URL; any other receiver gets the summary as it is. */
export function createWebhookMessage(url: string, summary: RunSummary): unknown {
  const host = new URL(url).hostname;
  if (slackDomains.some((domain) => isHostBelow(host, domain))) return createSlackMessage(summary);
  if (teamsDomains.some((domain) => isHostBelow(host, domain))) return createTeamsMessage(summary);
  return summary;
}

/** Slack reads `&`, `<` and `>` as its own signs, and a file name must not become a link. */
const createSlackMessage = ({ text }: RunSummary) => ({
  text: text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  mrkdwn: false,
});

/** An adaptive card, as incoming webhooks and workflows take it. A text run is no Markdown, so a file name cannot become a link. */
const createTeamsMessage = ({ text }: RunSummary) => ({
  type: "message",
  attachments: [
    {
      contentType: "application/vnd.microsoft.card.adaptive",
      contentUrl: null,
      content: {
        $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
        type: "AdaptiveCard",
        version: "1.2",
        body: [{ type: "RichTextBlock", inlines: [{ type: "TextRun", text }] }],
      },
    },
  ],
});
