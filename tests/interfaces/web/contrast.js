(before) => {
  const wrong = [];
  const named = (each) => each.tagName.toLowerCase() + [...each.classList].map((name) => "." + name).join("");
  const seen = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".sr, .skip, dialog:not([open])") && each.getClientRects().length > 0;
  const sides = ["Top", "Right", "Bottom", "Left"];
  const edges = (style) => sides.map((side) => (style[`border${side}Style`] === "none" ? 0 : parseFloat(style[`border${side}Width`])) + style[`border${side}Style`]);
  const edged = (each) => { const style = getComputedStyle(each); return edges(style).some((edge) => parseFloat(edge) > 0) || style.outlineStyle !== "none"; };
  const line = (each) => { const style = getComputedStyle(each); return JSON.stringify([edges(style), style.outlineStyle, style.outlineWidth, style.fontWeight, style.textDecorationLine]); };
  const clear = (colour) => /^rgba\(.*, 0\)$/.test(colour);
  const all = [...document.querySelectorAll("body *")];
  if (!before) {
    const under = (each) => { for (let at = each.parentElement; at; at = at.parentElement) { const found = getComputedStyle(at).backgroundColor; if (!clear(found)) return found; } return ""; };
    return all.map((each, at) => [at, getComputedStyle(each).backgroundColor, each]).filter(([, colour, each]) => seen(each) && !clear(colour) && colour !== under(each)).map(([at]) => at);
  }
  const grounds = "body, header, nav, main, aside, section, footer, form.facets, dialog, .page, .box, .frame, .preview, th, td, pre, code, .qbar, .side *, .docket-line, .toast, .raw, .lv i, .drop > input, .tlp *, .gr *, .sel *, .hatched *, .purpose, .skip, .sheet2 > section, option";
  for (const at of before) {
    const each = all[at];
    if (seen(each) && !each.matches(grounds) && !edged(each) && !each.matches("mark")) wrong.push(`told by its ground alone: ${named(each)}`);
  }
  for (const each of document.querySelectorAll(".gr, .hc, .tlp, .tag, .sel, .btn, .in, .note, .docket, .shut, .agy .cc, kbd")) {
    if (seen(each) && !edged(each)) wrong.push(`without an edge: ${named(each)}`);
  }
  for (const each of document.querySelectorAll("[aria-current]:not([aria-current=step], [aria-current=false]), [aria-selected=true], [aria-pressed=true]")) {
    const other = [...each.parentElement.children].find((one) => one.tagName === each.tagName && one.className === each.className && !one.matches("[aria-current], [aria-selected=true], [aria-pressed=true]"));
    if (seen(each) && other && line(each) === line(other)) wrong.push(`chosen and rest look alike: ${named(each)}`);
  }
  for (const each of document.querySelectorAll("mark")) if (seen(each) && getComputedStyle(each).textDecorationLine !== "underline") wrong.push("a mark without a line");
  for (const each of document.querySelectorAll(".tlp .lv")) {
    const bars = [...each.children], on = bars.filter((bar) => bar.matches(".on")), off = bars.filter((bar) => !bar.matches(".on"));
    if (seen(each) && on.length && off.length && getComputedStyle(on[0]).backgroundColor === getComputedStyle(off[0]).backgroundColor) wrong.push("bars of TLP look alike");
  }
  for (const each of document.querySelectorAll(".gr")) {
    const [letter, digit] = each.children;
    if (!/^[A-FX]$/.test(letter.textContent) || !/^[1-6]$/.test(digit.textContent)) wrong.push("a grade without its letter and digit");
  }
  return [...new Set(wrong)].slice(0, 10);
}
