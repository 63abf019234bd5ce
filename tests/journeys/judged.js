() => {
  const judged = new Map(JSON.parse(sessionStorage.getItem("judged") || "[]"));
  const numbers = new Map();
  const known = (said) => { const fresh = !judged.has(said); if (fresh) judged.set(said, judged.size); return [judged.get(said), fresh]; };
  const number = (each) => {
    if (!each) return innerWidth;
    if (!numbers.has(each)) {
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position } = getComputedStyle(each);
      const off = each.matches(":disabled, [aria-disabled=true]") || !!each.control?.disabled;
      const under = number(each.parentElement);
      const plain = /^rgba\(.*, 0\)$/.test(backgroundColor) && backgroundImage === "none" && opacity === "1" && filter === "none" && mixBlendMode === "normal" && position === "static" && !off;
      numbers.set(each, plain ? under : known([under, each.localName, each.getAttribute("class"), backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position, off].join("|"))[0]);
    }
    return numbers.get(each);
  };
  for (const each of document.querySelectorAll("body *")) {
    const written = each.matches("input, select, textarea, button") || [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!written || !each.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || !each.getClientRects().length) continue;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(each);
    if (known(["text", number(each), each.localName, each.getAttribute("class"), color, fontSize, fontWeight, textShadow].join("|"))[1]) each.setAttribute("data-unjudged", "");
  }
  sessionStorage.setItem("judged", JSON.stringify([...judged]));
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-unjudged]" }] });
}
