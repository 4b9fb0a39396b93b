/**
 * Decides where a link may lead: the bot's own t.me links stay on the page, web
 * addresses open outside, and any other scheme is no link at all.
 */

const OUTSIDE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** An address that is safe to put into href, or null. */
export function safeAddress(address) {
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  try {
    const url = new URL(withScheme);
    return OUTSIDE.has(url.protocol) || url.protocol === "tg:" ? url.href : null;
  } catch {
    return null;
  }
}

/** The host of an address as people write it, without www; the address itself where it has none. */
export function hostOf(address) {
  const safe = safeAddress(address);
  return (safe && new URL(safe).hostname.replace(/^www\./, "")) || address;
}

/**
 * What a link into Telegram asks for, or null for any other address:
 * {username, start}, {username, startgroup} or {username, startchannel}; the value is the
 * payload, empty where the link has none.
 */
export function telegramLink(address) {
  const safe = safeAddress(address);
  if (!safe) return null;
  const url = new URL(safe);
  const isWeb = ["t.me", "telegram.me", "www.t.me"].includes(url.hostname);
  const isResolve = url.protocol === "tg:" && /^\/*resolve$/.test(url.host + url.pathname.replace(/\/$/, ""));
  if (!isWeb && !isResolve) return null;
  const username = isWeb ? url.pathname.slice(1).replace(/\/$/, "") : url.searchParams.get("domain");
  if (!/^\w{3,}$/.test(username ?? "")) return null;
  for (const kind of ["startgroup", "startchannel", "start"]) {
    if (url.searchParams.has(kind)) return { username, [kind]: url.searchParams.get(kind) };
  }
  return { username };
}
