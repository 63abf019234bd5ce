(most) => {
  const broken = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest(".sr, .skip, select, option, datalist, textarea, title, script, svg, dialog:not([open])")) continue;
    if (!holder.checkVisibility({ visibilityProperty: true })) continue;
    for (const found of node.data.matchAll(/\S+/g)) {
      const word = found[0];
      if (word.length < 2 || word.length > most || !/^[\p{L}\p{M}\p{N}.,:;'’()]+$/u.test(word)) continue;
      range.setStart(node, found.index);
      range.setEnd(node, found.index + word.length);
      const lines = new Set([...range.getClientRects()].filter((box) => box.width > 0).map((box) => Math.round(box.top)));
      if (lines.size > 1) broken.add(`broken in ${lines.size}: '${word}' in ${holder.tagName.toLowerCase()}${[...holder.classList].map((name) => "." + name).join("")} of ${holder.parentElement.tagName.toLowerCase()}`);
    }
  }
  return [...broken].slice(0, 8);
}
