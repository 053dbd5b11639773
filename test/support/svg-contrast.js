// Evaluated in the page of the graph: axe cannot tell the contrast of texts in SVG. The texts, and signs, of cards that stand
// out too little from what is behind them: WCAG asks for 4.5 for text and 3 for what is drawn.
(() => {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  /** Colours one upon the other, as numbers. */
  const mixed = (...colours) => {
    context.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (colour) => {
    const [red, green, blue] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [darker, lighter] = [light(one), light(other)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };
  const ground = getComputedStyle(document.body).backgroundColor;
  const found = [];
  for (const card of document.querySelectorAll('.card')) {
    const behind = [ground, getComputedStyle(card.querySelector('.body')).fill].filter((fill) => fill !== 'none');
    for (const element of card.querySelectorAll('text, .symbol')) {
      const style = getComputedStyle(element);
      if (style.display === 'none' || (element.localName === 'text' && element.textContent === '')) continue;
      const isText = element.localName === 'text';
      const ratio = contrast(mixed(...behind, isText ? style.fill : style.stroke), mixed(...behind));
      const least = isText ? 4.5 : 3;
      if (ratio < least) found.push(`${card.dataset.key} ${element.getAttribute('class')}: ${ratio.toFixed(2)}`);
    }
  }
  return found;
})();
