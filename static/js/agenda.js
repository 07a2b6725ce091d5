// The points of an agenda are dragged by a grip beside their buttons, and the whole order is posted.
// Without this script, and with the keyboard, the buttons do the same.
(() => {
  const list = document.querySelector("ol[data-order]");
  const form = list && document.getElementById(list.dataset.order);
  if (!form) return;

  const order = () => [...list.children].map((row) => row.dataset.item).join(",");
  const middle = (row) => row.getBoundingClientRect().top + row.offsetHeight / 2;

  // The others change places with the row, which itself stays where the pointer has it.
  function follow(row, y) {
    while (row.nextElementSibling && y > middle(row.nextElementSibling)) row.before(row.nextElementSibling);
    while (row.previousElementSibling && y < middle(row.previousElementSibling)) row.after(row.previousElementSibling);
  }

  function putBack() {
    for (const key of form.elements.was.value.split(",")) list.append(list.querySelector(`[data-item="${key}"]`));
  }

  function drag(row, event) {
    if (event.button !== 0) return;
    event.preventDefault();
    const ends = new AbortController();
    const on = (name, answer) => document.addEventListener(name, answer, { signal: ends.signal });
    const end = () => { ends.abort(); row.classList.remove("is-dragged"); };
    row.classList.add("is-dragged");
    on("pointermove", (moved) => follow(row, moved.clientY));
    on("pointercancel", () => { end(); putBack(); });
    on("keydown", (key) => { if (key.key === "Escape") { end(); putBack(); } });
    on("pointerup", () => {
      end();
      if (order() === form.elements.was.value) return;
      form.elements.order.value = order();
      form.submit();
    });
  }

  for (const buttons of list.querySelectorAll(".move")) {
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.textContent = "⠿";
    grip.setAttribute("aria-hidden", "true");
    grip.addEventListener("pointerdown", (event) => drag(buttons.closest("li"), event));
    buttons.prepend(grip);
  }
})();
