// What is typed on a page of answers stays in this window until it is saved: a lost connection, or a page closed by
// mistake, loses nothing. Without scripts the browser's own way back does the same.

const NAMES = /^[qnl]-/;
const form = document.querySelector("form.answers");
const keep = (key, value) => {
  try {
    value === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full, or forbidden: nothing is kept then.
  }
};
const held = (key) => {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
};

if (document.querySelector("[data-saved]")) {
  // What was sent has arrived.
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("answers ") && held(key)?.sent) keep(key, null);
}

if (form) {
  const key = `answers ${location.pathname}`;
  const by = form.elements.by.value.split(":")[0];
  const written = () => [...new FormData(form)].filter(([name]) => NAMES.test(name));
  const shown = JSON.stringify(written());
  const draft = held(key);
  if (draft && (draft.by !== by || JSON.stringify(draft.said) === shown)) keep(key, null);
  else if (draft) offer(draft);
  form.addEventListener("input", () => keep(key, { by, said: written(), sent: false }));
  form.addEventListener("submit", (event) => {
    keep(key, { by, said: written(), sent: true });
    if (navigator.onLine) return;
    event.preventDefault();
    notice(form.dataset.offline).focus();
  });

  function notice(text) {
    document.querySelector("#kept-here")?.remove();
    const place = document.createElement("div");
    place.className = "notice";
    place.id = "kept-here";
    place.setAttribute("role", "alert");
    place.tabIndex = -1;
    const said = document.createElement("p");
    said.textContent = text;
    place.append(said);
    form.before(place);
    return place;
  }

  function offer(draft) {
    const place = notice(form.dataset.draft);
    const answers = document.createElement("p");
    for (const [label, act] of [
      [form.dataset.put, () => put(draft.said)],
      [form.dataset.drop, () => keep(key, null)],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-line";
      button.textContent = label;
      button.addEventListener("click", () => {
        act();
        place.remove();
        form.querySelector("input[type=radio]").focus();
      });
      answers.append(button, " ");
    }
    place.append(answers);
  }

  function put(said) {
    for (const [name, value] of said) {
      const fields = form.elements[name];
      if (fields) fields.value = value;
    }
    for (const place of form.querySelectorAll("details")) {
      place.open ||= [...place.querySelectorAll("textarea, input")].some((field) => field.value);
    }
  }
}
