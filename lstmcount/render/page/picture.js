// The map and the score curve as an SVG document of their own, for a slide.

const CELL = { width: 30, height: 16 };
const MARGIN = { left: 150, top: 64, gap: 8 };
const INK = "#1a1a1a";

function pictureText() {
  const { lstm } = derived;
  const steps = windowSteps();
  const bandHeight = lstm.h_0.length * CELL.height + MARGIN.gap;
  const curveTop = MARGIN.top + PARTS.length * bandHeight;
  const width = MARGIN.left + Math.max(6, steps.length) * CELL.width + 16;
  const picture = svgElement("svg", { viewBox: `0 0 ${width} ${curveTop + 120}`, width,
    height: curveTop + 120, "font-family": "sans-serif", "font-size": 10, fill: INK });
  picture.append(
    svgElement("rect", { width: "100%", height: "100%", fill: "#ffffff" }),
    ...steps.map((_, column) => pictureWord(column)),
    ...PARTS.flatMap((part, band) => pictureBand(part, steps, MARGIN.top + band * bandHeight)),
    pictureCurve(steps, curveTop));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
}

function pictureWord(column) {
  const word = derived.read[windowStart() + column];
  const became = word && !isPlain(word) ? ` → ${WORDS[word.token]}` : "";
  const x = MARGIN.left + (column + 0.5) * CELL.width;
  const shown = word ? Array.from(printable(word.written)).slice(0, 16).join("") : "(uh)";
  return svgElement("text", { transform: `translate(${x} ${MARGIN.top - 6}) rotate(-45)`,
    ...(word && !word.known ? { "text-decoration": "line-through" } : {}) }, shown + became);
}

function pictureBand(part, steps, top) {
  const { lstm } = derived;
  const label = svgElement("text", { x: 6, y: top + 12, "font-weight": "bold", "font-size": 14 }, part);
  const rows = lstm.unit_names.flatMap((name, unit) => {
    const y = top + unit * CELL.height;
    const shown = Array.from(printable(name)).slice(0, 22).join("");
    return [
      svgElement("text", { x: MARGIN.left - 6, y: y + 12, "text-anchor": "end" }, shown),
      ...steps.map((values, column) => pictureCell(values[part][unit], column, y))];
  });
  return [label, ...rows];
}

function pictureCell(value, column, y) {
  const x = MARGIN.left + column * CELL.width;
  const size = Math.min(1, Math.abs(value));
  const end = value < 0 ? [217, 115, 13] : [74, 144, 226];
  const mixed = end.map((part) => Math.round(255 + (part - 255) * size));
  return svgElement("g", {},
    svgElement("rect", { x, y, width: CELL.width - 1, height: CELL.height - 1, fill: `rgb(${mixed})`, stroke: "#d8d8d8" }),
    svgElement("text", { x: x + CELL.width / 2, y: y + 12, "text-anchor": "middle" }, inCell(value)));
}

function pictureCurve(steps, top) {
  const scores = steps.map((values) => values.c[derived.lstm.score_unit]);
  const wanted = derived.wanted.slice(windowStart(), windowStart() + steps.length);
  const y = curveScale([...scores, ...wanted]);
  const line = (values, attributes) => svgElement("path", { d: stepPath(values, y), fill: "none",
    "vector-effect": "non-scaling-stroke", ...attributes });
  return svgElement("g", {},
    svgElement("text", { x: MARGIN.left - 6, y: top + 30, "text-anchor": "end" }, "delayed score ——"),
    svgElement("text", { x: MARGIN.left - 6, y: top + 48, "text-anchor": "end" }, "closed form - - -"),
    svgElement("g", { transform: `translate(${MARGIN.left} ${top}) scale(${CELL.width} 0.9)` },
      line(wanted, { stroke: "#777777", "stroke-width": 3, "stroke-dasharray": "6 4" }),
      line(scores, { stroke: INK, "stroke-width": 2 })),
    ...scores.map((score, column) => svgElement("text", { x: MARGIN.left + (column + 0.5) * CELL.width,
      y: top + 108, "text-anchor": "middle" },
    (Math.abs(score - wanted[column]) < 0.5 ? "" : "≠ ") + inScoreCell(score))));
}
