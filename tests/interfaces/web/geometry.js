() => {
  const wrong = new Set();
  const named = (each) => each.tagName.toLowerCase() + [...each.classList].map((name) => "." + name).join("");
  const words = (text) => "'" + text.trim().replace(/\s+/g, " ").slice(0, 30) + "'";
  if (document.documentElement.scrollWidth > innerWidth) wrong.add(`wider than the window: ${document.documentElement.scrollWidth}`);
  const apart = ".sr, .skip, .arcs, .blurred, dialog:not([open])";
  const floats = new Map(), limits = new Map();
  const float = (each) => {
    if (!each || each === document.body) return null;
    if (!floats.has(each)) floats.set(each, ["fixed", "sticky", "absolute"].includes(getComputedStyle(each).position) ? each : float(each.parentElement));
    return floats.get(each);
  };
  const limit = (each) => {
    if (!each || each === document.documentElement) return { left: -1e6, right: innerWidth, top: -1e6, bottom: 1e6 };
    if (!limits.has(each)) {
      const over = limit(each.parentElement), style = getComputedStyle(each), box = each.getBoundingClientRect();
      limits.set(each, style.overflowX === "visible" ? over : { left: Math.max(over.left, box.left), right: Math.min(over.right, box.right), top: Math.max(over.top, box.top), bottom: Math.min(over.bottom, box.bottom), within: true });
    }
    return limits.get(each);
  };
  const pieces = [];
  const put = (box, holder, said, node, edge = 0) => {
    const most = limit(edge ? holder.parentElement : holder);
    if (!most.within && (box.right > innerWidth + 1 || box.left < -1)) wrong.add(`beyond the edge: ${named(holder)} ${words(said)}`);
    const [left, right, top, bottom] = [Math.max(box.left, most.left), Math.min(box.right, most.right), Math.max(box.top, most.top), Math.min(box.bottom, most.bottom)];
    if (right - left > 1 && bottom - top > 1) pieces.push({ left, right, top, bottom, holder, said, node, edge, layer: float(holder) });
  };
  for (const each of document.querySelectorAll("body *")) {
    if (each.closest(apart) || !each.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(each);
    const cuts = ["hidden", "clip"].includes(style.overflowX) && style.textOverflow !== "ellipsis" && each.scrollWidth > each.clientWidth + 1;
    const sinks = ["hidden", "clip"].includes(style.overflowY) && style.webkitLineClamp === "none" && each.scrollHeight > each.clientHeight + 3 && style.textOverflow !== "ellipsis";
    if (each.clientWidth && !each.matches("input, .gate > aside") && (cuts || sinks)) wrong.add(`cut off: ${named(each)} ${words(each.textContent)}`);
    if (each.matches("button, input:not([type=hidden]), select, textarea, a.btn, summary")) put(each.getBoundingClientRect(), each, each.textContent || each.name || "", null, 1);
    for (const node of each.childNodes) {
      if (node.nodeType !== 3 || !node.data.trim() || each.matches("select, option, datalist, textarea, title, text")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const word = each.matches("button, .btn") && /^\S{1,15}$/.test(node.data.trim());
      if (word && range.getClientRects().length > 1) wrong.add(`a word broken on a button: ${words(node.data)}`);
      for (const box of range.getClientRects()) put(box, each, node.data, node);
    }
  }
  pieces.sort((one, other) => one.top - other.top);
  for (let at = 0; at < pieces.length; at += 1) {
    const one = pieces[at];
    for (let next = at + 1; next < pieces.length && pieces[next].top < one.bottom; next += 1) {
      const other = pieces[next];
      if (one.layer !== other.layer || (one.node && one.node === other.node)) continue;
      if (one.edge && other.edge ? one.holder.contains(other.holder) || other.holder.contains(one.holder) : (one.edge && one.holder.contains(other.holder)) || (other.edge && other.holder.contains(one.holder))) continue;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      const least = 0.35 * Math.min(one.bottom - one.top, other.bottom - other.top);
      if (across > 2 && down > least) wrong.add(`one over the other: ${named(one.holder)} ${words(one.said)}, ${named(other.holder)} ${words(other.said)}`);
    }
  }
  return [...wrong].slice(0, 8);
}
