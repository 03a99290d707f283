/* Runs in the page, after Vega and its interpreter: the only code of ours that does. Without it each chart stays a static picture. */
/* global document, innerHeight, innerWidth, interpreter, vega */
const tip = document.createElement("dl");
tip.id = "tip";
tip.hidden = true;
// Screen readers skip it: the table next to the chart has the same values.
tip.setAttribute("aria-hidden", "true");
document.body.append(tip);

/** Data is only text here: it never becomes markup. */
function tell(_, event, __, fields) {
  tip.hidden = fields === null || typeof fields !== "object";
  if (tip.hidden) return;
  tip.replaceChildren(...Object.entries(fields).flatMap(([name, value]) => [cell("dt", name), cell("dd", value)]));
  const left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
  const below = event.clientY + 18;
  const fits = below + tip.offsetHeight < innerHeight;
  tip.style.left = `${Math.max(left, 8)}px`;
  tip.style.top = `${fits ? below : Math.max(event.clientY - tip.offsetHeight - 12, 8)}px`;
}

function cell(kind, text) {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}

/** Draws the chart again over its picture, which looks the same, with marks that react to the pointer. */
async function enliven(figure) {
  const live = document.createElement("div");
  live.className = "live";
  figure.querySelector(".still").after(live);
  const spec = JSON.parse(figure.querySelector("script").textContent);
  const parsed = vega.parse(spec, null, { ast: true });
  await new vega.View(parsed, {
    renderer: "svg",
    expr: interpreter,
    container: live,
    hover: false,
    tooltip: tell,
  }).runAsync();
  figure.classList.add("enlivened");
}

for (const figure of document.querySelectorAll("figure.chart")) {
  figure.addEventListener("pointerenter", () => enliven(figure), { once: true });
  figure.addEventListener("pointerleave", () => {
    tip.hidden = true;
  });
}
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") tip.hidden = true;
});
