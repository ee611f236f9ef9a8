// Small conveniences. Every page works without them.

for (const form of document.querySelectorAll('[data-improve="filters"]')) {
  // Empty filters need not stand in the address.
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });
}

for (const place of document.querySelectorAll('[data-improve="copy"]')) {
  const text = document.getElementById(place.dataset.from);
  if (!text || !navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-line";
  button.textContent = place.dataset.label;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent.trim());
    said.textContent = place.dataset.done;
  });
  place.append(button, said);
}
