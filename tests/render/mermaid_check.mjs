// Parses a diagram on standard input with the real Mermaid; fails where it would not draw.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("");
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");
const { diagramType } = await mermaid.parse(readFileSync(0, "utf8"));
if (diagramType !== "stateDiagram") throw new Error(diagramType);
