// Gives the page of one door, and what it is made of, when the net is gone: for a day after it was
// last fetched. It is thrown away when whoever asks for it is no longer let in.
const DAY = 24 * 60 * 60 * 1000;
const page = new URL(self.registration.scope).pathname;
const kept = `door${page}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate" && pathname === page) event.respondWith(door(event.request));
  if (pathname.startsWith("/static/")) event.respondWith(part(event.request));
});

async function door(request) {
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    return (await whileFresh()) ?? Response.error();
  }
  if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) await caches.delete(kept);
  return answer;
}

async function whileFresh() {
  const answer = await caches.match(page, { cacheName: kept });
  if (answer && Date.now() - Date.parse(answer.headers.get("Date")) < DAY) return answer;
  await caches.delete(kept);
  return null;
}

async function part(request) {
  return (await caches.match(request, { cacheName: kept })) ?? fetch(request);
}
