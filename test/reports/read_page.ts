/** Reads a rendered page as people do. The pages are of our own making, so that simple patterns suffice. */
const htmlEntities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };
const unescapeHtml = (text: string) =>
  text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => htmlEntities[name]!);

/** The text of markup, a line for each block and row, cells apart by two spaces; what a chart draws is left out. */
export const textOf = (markup: string): string =>
  unescapeHtml(
    markup
      .replace(/<(style|script|title|svg)\b.*?<\/\1>/gs, "")
      .replace(/\s+/g, " ")
      .replace(/ ?<\/(?:tr|p|h1|h2|h3|dd|caption|li|figcaption)> ?/g, "\n")
      .replace(/<\/(?:td|th|dt)> ?/g, "  ")
      .replace(/<[^>]*>/g, "")
      .replace(/[ \t]+$/gm, "")
      .replace(/^ +/gm, "")
      .replace(/\n+/g, "\n"),
  ).trim();

/** The cells of the body of the table with this caption, row by row. */
export function cellsOf(page: string, caption: string): string[][] {
  const table = page.split("<caption>").find((part) => part.startsWith(caption))!;
  const body = table.slice(table.indexOf("</thead>"), table.indexOf("</table>"));
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => textOf(cell!)),
  );
}

/** The figures of a page: the chart's name, the rows that it draws, and its picture. */
export const figuresIn = (page: string): { name: string; rows: Record<string, unknown>[]; svg: string }[] =>
  [...page.matchAll(/<figure class="chart" id="chart-([\w-]+)">(.*?)<\/figure>/gs)].map(([, name, inner]) => ({
    name: name!,
    rows: JSON.parse(/<script type="application\/json">(.*?)<\/script>/s.exec(inner!)![1]!).data.find(
      ({ name }: { name: string }) => name === "rows",
    ).values,
    svg: /<svg .*<\/svg>/s.exec(inner!)![0],
  }));

/** The saved queries that the captions of tables and figures name. */
export function commandsIn(page: string): { query: string; params: Record<string, string> }[] {
  const commands = [...page.matchAll(/<code>closedloop query ([\w-]+)([^<]*)<\/code><\/span><\/(?:fig)?caption>/g)];
  return commands.map(([, query, rest]) => ({
    query: query!,
    params: Object.fromEntries([...rest!.matchAll(/--param (\w+)=(\S+)/g)].map(([, name, value]) => [name!, value!])),
  }));
}
