// The door goes on working when the net is gone: presses are kept here, under keys made here, until
// the server has heard them. Without this script each button is a plain form that posts.
(() => {
  const list = document.getElementById("door-list");
  const said = document.getElementById("door-said");
  const search = document.getElementById("sok");
  if (!list || !window.crypto?.randomUUID) return;

  const page = location.pathname;
  const kept = `door${page}`; // the name of what is kept: keys, rows and moments, no names
  const SECONDS_BETWEEN = 15;
  const SECOND_TAP = 700; // milliseconds: «Undo» comes where «Check in» was
  let isSyncing = false;
  let pressedAt = 0;

  const presses = () => JSON.parse(localStorage.getItem(kept) ?? "[]");
  const keep = (all) => localStorage.setItem(kept, JSON.stringify(all));
  const clock = (moment) => new Date(moment).toTimeString().slice(0, 5);

  function say(name) {
    const text = name ? said.dataset[name].replace("{number}", presses().length) : "";
    if (said.textContent !== text) said.textContent = text;
    said.hidden = !text;
  }

  function tell(text) {
    const line = said.cloneNode();
    line.removeAttribute("id");
    line.textContent = text;
    line.hidden = false;
    said.after(line);
  }

  // The server's list, and over it the presses that it has not heard.

  function show() {
    const waiting = presses();
    for (const one of waiting) mark(document.getElementById(`anmalan-${one.registration}`), one);
    if (waiting.length) list.querySelector("[data-count]").textContent = list.querySelectorAll("li.has-come").length;
    filter();
  }

  function mark(row, { come, at }) {
    if (!row) return;
    row.classList.toggle("has-come", come);
    row.querySelector("[data-when]").textContent ||= clock(at);
    for (const part of row.querySelectorAll("[data-shown]")) part.hidden = (part.dataset.shown === "come") !== come;
    row.querySelector("[data-waits]").hidden = false;
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/);
    for (const row of list.querySelectorAll(".door-list > li")) {
      const text = row.querySelector("div").textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
  }

  const focusIn = (row) => row?.querySelector("button:not([hidden])")?.focus();

  function press(event) {
    const row = event.target.closest("[data-registration]");
    if (!row) return;
    event.preventDefault();
    const come = event.submitter.value === "in";
    const at = Date.now();
    if (!come && at - pressedAt < SECOND_TAP) return;
    pressedAt = at;
    keep([...presses(), { key: crypto.randomUUID(), registration: Number(row.dataset.registration), come, at }]);
    show();
    focusIn(row);
    sync();
  }

  // The server: it hears what is kept, and gives its list anew.

  async function sync() {
    if (isSyncing) return;
    isSyncing = true;
    try {
      const isHeard = await send();
      await fetchList();
      if (isHeard && presses().length) setTimeout(sync);
    } catch {
      say(presses().length ? "offlineWaiting" : "offline");
    }
    isSyncing = false;
    show();
  }

  // Each says how long ago it was, by this clock, which may be wrong: the server has the right one.
  async function send() {
    const sent = presses();
    if (!sent.length) return false;
    const now = Date.now();
    const told = sent.map(({ key, registration, come, at }) => ({ key, registration, come, ago: now - at }));
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const answer = await fetch(`${page}synk/`, { method: "POST", redirect: "manual", headers, body: JSON.stringify(told) });
    if (!answer.ok) return false;
    const { refused } = await answer.json();
    const heard = new Set(sent.map((one) => one.key));
    keep(presses().filter((one) => !heard.has(one.key)));
    refused.forEach(tell);
    return true;
  }

  async function fetchList() {
    const answer = await fetch(page, { redirect: "manual" });
    if (!answer.ok) return answer.status >= 500 ? say("offline") : say(presses().length ? "loggedOutWaiting" : "loggedOut");
    await store?.put(page, answer.clone());
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("door-list");
    const focused = document.activeElement.closest("[data-registration]")?.id;
    list.innerHTML = fresh.innerHTML;
    if (focused) focusIn(document.getElementById(focused));
    say("");
  }

  // For the worker, which gives the page when the net is gone: the page and what it is made of.

  let store = null;
  async function prepare() {
    if (!navigator.serviceWorker || !window.caches) return;
    await navigator.serviceWorker.register(`${page}arbetare.js`, { scope: page });
    store = await caches.open(kept);
    const parts = document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src]');
    await store.addAll([page, ...[...parts].map((part) => part.href ?? part.src)]);
    document.documentElement.dataset.kept = "yes";
  }

  list.addEventListener("submit", press);
  search.form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  search.addEventListener("input", filter);
  window.addEventListener("online", sync);
  setInterval(() => { if (!document.hidden) sync(); }, SECONDS_BETWEEN * 1000);
  show();
  if (presses().length) sync();
  prepare().catch(() => {}); // without the net just now: what was kept before stays
})();
