// Drawing everything, and the first drawing.

function draw() {
  drawControls();
  drawHeatMap();
  drawScores();
  drawParting();
  drawWeights();
  drawPointer();
}

function drawPointer() {
  drawStep();
  drawMapPointer();
  drawEquation();
  drawWeightsPointer();
}

byId("source").textContent = printable(DATA.weights);
byId("rounded").hidden = DATA.dtype === "float64";
byId("rounded").textContent = `The weights are rounded to ${DATA.dtype}; the page computes in float64.`;
connectControls();
connectHeatMap();
connectWeights();
connectFiles();
useLstm(parseWeights(JSON.stringify(DATA.lstm)));
