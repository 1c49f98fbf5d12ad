// Building the document. Every text becomes a text node: nothing from a file becomes markup.

const SVG = "http://www.w3.org/2000/svg";

function byId(id) {
  return document.getElementById(id);
}

// element("td", { class: "name" }, "text", child, …); `data` and `on` hold several of a kind.
function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function svgElement(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// Colour a cell by a value from −1 to 1; the style sheet mixes the colours.
function tint(node, value) {
  node.className = value < 0 ? "cell negative" : "cell positive";
  node.style.setProperty("--size", Math.min(1, Math.abs(value)).toFixed(3));
}

// Where an arrow key, Home or End leads from [row, column] in a grid; null for any other key.
function gridTarget(key, row, column, rows, columns) {
  const targets = {
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    Home: [row, 0],
    End: [row, columns - 1],
    PageUp: [0, column],
    PageDown: [rows - 1, column],
  };
  if (!(key in targets)) return null;
  const inside = (value, count) => Math.max(0, Math.min(count - 1, value));
  return [inside(targets[key][0], rows), inside(targets[key][1], columns)];
}

// Move the one tab stop of a grid, and the focus with it if it is to follow.
function moveTabStop(grid, node, focus) {
  grid.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
  node.setAttribute("tabindex", "0");
  if (focus) node.focus();
}

function say(message) {
  byId("status").textContent = message;
}
