/**
 * The switches that make the Bot API behave badly, to see what the bot makes of it: flood
 * limits, outages, answers that are lost although the message went out, people who block it.
 */
import { createMenu } from "./menu.js";
import { showToast } from "./overlays.js";
import { isBlankClient, switchBlankClient } from "./rich_message.js";
import { post, remove } from "./server.js";

const FLOOD = { kind: "error", reason: "flood", method: "sendMessage", times: 3, retry_after: 5 };
const STORM = { kind: "error", reason: "flood", method: "sendMessage", times: 30, retry_after: 15 };
const OUTAGE = { kind: "html", reason: "bad_gateway", times: 10 };
const SLOW = { kind: "delay", method: "sendMessage", delay_seconds: 8, times: 5 };
const LOST_ANSWERS = { kind: "drop_after", method: "sendMessage", times: 3 };
const OLD_SERVER = { kind: "error", reason: "method_not_found", method: "sendRichMessage", times: null };
const GONE_SECONDS = 10;

/** The menu of faults; each says in a notice what it has switched on, the button that some are. */
export function createFaultsMenu(store, words) {
  async function attempt(request, done) {
    try {
      await request();
      showToast(done);
    } catch (error) {
      showToast(words.failed(error.message));
    }
  }
  const fault = (label, done, body) => [label, () => attempt(() => post("/sandbox/faults", body), done)];
  const menu = createMenu({
    symbol: "trouble",
    label: words.faults,
    testId: "faults",
    items: () => [
      fault(words.flood, words.floodOn(FLOOD), FLOOD),
      fault(words.storm, words.stormOn(STORM), STORM),
      fault(words.outage, words.outageOn(OUTAGE), OUTAGE),
      [words.gone, () => attempt(goAway, words.goneOn(GONE_SECONDS))],
      fault(words.slow, words.slowOn(SLOW), SLOW),
      fault(words.lostAnswers, words.lostAnswersOn(LOST_ANSWERS), LOST_ANSWERS),
      fault(words.oldServer, words.oldServerOn, OLD_SERVER),
      [isBlankClient() ? words.newClient : words.blankClient, changeClient],
      ...blocks(),
      [words.noFaults, () => attempt(() => remove("/sandbox/faults"), words.faultsOff)],
    ],
  });

  /** What was drawn before stays drawn, so the page begins anew. */
  function changeClient() {
    switchBlankClient();
    location.reload();
  }

  function goAway() {
    return post("/sandbox/outage", { seconds: GONE_SECONDS });
  }

  /** One for each person who may be blocking the bot, whichever chat is open. */
  function blocks() {
    const privateChats = [...store.chats.values()].filter((chat) => chat.type === "private");
    return privateChats.slice(0, 2).map(({ person_id: personId, title, is_blocked: isBlocked }) => {
      const [label, done] = isBlocked
        ? [words.unblockAs(title), words.unblockedAs(title)]
        : [words.blockAs(title), words.blockedAs(title)];
      const body = { person_id: personId, blocked: !isBlocked };
      return [label, () => attempt(() => post("/page/block", body), done)];
    });
  }

  function refresh() {
    const label = store.faults > 0 ? words.faultsAre(store.faults) : words.faults;
    const button = menu.querySelector("button");
    button.classList.toggle("is-on", store.faults > 0);
    button.setAttribute("aria-label", label);
    button.title = label;
  }

  return { element: menu, refresh };
}
