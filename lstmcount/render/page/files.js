// Weight files in and out, and the picture out: by dropping, by choosing, by saving.

function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  say(`Saved ${name}.`);
}

async function open(file) {
  const name = printable(file.name);
  try {
    useLstm(parseWeights(await file.text()));
  } catch (error) {
    say(`${name}: ${error.message}`);
    return;
  }
  byId("source").textContent = name;
  say(`Opened ${name}.`);
}

function connectFiles() {
  byId("save-weights").addEventListener("click", () =>
    save("weights.json", "application/json", formatWeights(derived.lstm)));
  byId("save-picture").addEventListener("click", () =>
    save("trace.svg", "image/svg+xml", pictureText()));
  byId("open-weights").addEventListener("click", () => byId("file").click());
  byId("file").addEventListener("change", () => {
    if (byId("file").files[0]) open(byId("file").files[0]);
    byId("file").value = "";
  });
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", () => document.body.classList.remove("dropping"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    if (event.dataTransfer.files[0]) open(event.dataTransfer.files[0]);
  });
}
