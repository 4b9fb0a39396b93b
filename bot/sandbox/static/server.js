/**
 * Speaks with the sandbox server: single requests, and the long poll for events that
 * outlives a server restart. It knows nothing of what the answers mean.
 */

const POLL_LIMIT_MS = 40_000;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 8_000;

/** The server's answer to a GET; throws ServerError with its reason. */
export function get(path) {
  return request(path, { signal: AbortSignal.timeout(POLL_LIMIT_MS) });
}

/** The server's answer to a POST of a JSON body; throws ServerError with its reason. */
export function post(path, body) {
  return request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** What a file that a person chose holds, in base64. */
export function contentOf(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** Tells the server to forget what is at a path; throws ServerError with its reason. */
export function remove(path) {
  return request(path, { method: "DELETE" });
}

/** The server refused; `message` is its reason. */
export class ServerError extends Error {}

async function request(path, options) {
  const response = await fetch(path, { cache: "no-store", ...options });
  const isJSON = (response.headers.get("content-type") ?? "").includes("json");
  const body = isJSON ? await response.json() : {};
  if (!response.ok) throw new ServerError(body.error ?? `HTTP ${response.status}`);
  return body;
}

/**
 * Follows the server's events for ever. `onEvents` gets each batch, `onLost` is called
 * once when the server goes. When it is back, or no longer knows the events in between,
 * `reload` fetches the whole state anew and returns the event to go on from.
 */
export async function followEvents(after, { onEvents, onLost, reload }) {
  let wait = FIRST_WAIT_MS;
  let isLost = false;
  for (;;) {
    try {
      if (isLost) {
        after = await reload();
        isLost = false;
        wait = FIRST_WAIT_MS;
      }
      const answer = await get(`/page/events?after=${after}`);
      if (answer.reset) {
        after = await reload();
      } else {
        onEvents(answer.events);
        after = answer.last_event;
      }
    } catch (error) {
      if (!isLost) onLost(error);
      isLost = true;
      await pause(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
