async ([width, size, theme, uncovered]) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const so = () => innerWidth === width && getComputedStyle(document.documentElement).fontSize === size && matchMedia(`(prefers-color-scheme: ${theme})`).matches && !document.querySelector(".htmx-request");
  if (uncovered) document.querySelectorAll(uncovered).forEach((each) => { each.hidden = false; });
  await frame();
  for (let frames = 0; !so(); frames += 1) {
    if (frames > 600) throw new Error(`not shown at ${width} pixels with text of ${size}, ${theme}`);
    await frame();
  }
  await frame();
}
