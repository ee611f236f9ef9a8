// A row of the table shows its mark on the map, a mark its rows. Nothing depends on it.

const rows = [...document.querySelectorAll("tr[data-mark]")];

function light(mark, on) {
  mark?.classList.toggle("map__mark--lit", on);
}

for (const row of rows) {
  const mark = document.getElementById(row.dataset.mark);
  for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]])
    row.addEventListener(event, () => light(mark, on));
}

for (const mark of document.querySelectorAll(".map__mark")) {
  const own = rows.filter((row) => row.dataset.mark === mark.id);
  for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]])
    mark.addEventListener(event, () => own.forEach((row) => row.classList.toggle("map-rows__lit", on)));
}

// The list that a mark of several leads to is folded: it opens when it is asked for.
function open() {
  document.querySelector(`${location.hash || "#none"}`)?.closest("details")?.setAttribute("open", "");
}
if (/^#group-\d+$/.test(location.hash)) open();
addEventListener("hashchange", () => { if (/^#group-\d+$/.test(location.hash)) open(); });
