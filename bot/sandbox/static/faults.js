/**
 * The switches that make the Bot API behave badly, to see what the bot makes of it: a
 * flood limit, an outage, an answer that is lost although the message went out.
 */
import { createMenu } from "./menu.js";
import { showToast } from "./overlays.js";
import { post, remove } from "./server.js";

const FLOOD = { kind: "error", method: "sendMessage", times: 3, retry_after: 5 };
const OUTAGE = { kind: "html", error_code: 502, times: 10 };
const LOST_ANSWER = { kind: "drop_after", method: "sendMessage", times: 1 };

/** The menu of faults; each says in a notice what it has switched on. */
export function createFaultsMenu(words) {
  async function attempt(request, done) {
    try {
      await request();
      showToast(done);
    } catch (error) {
      showToast(words.failed(error.message));
    }
  }
  const fault = (label, done, body) => [label, () => attempt(() => post("/sandbox/faults", body), done)];
  return createMenu({
    symbol: "trouble",
    label: words.faults,
    testId: "faults",
    items: () => [
      fault(words.flood, words.floodOn(FLOOD), FLOOD),
      fault(words.outage, words.outageOn(OUTAGE), OUTAGE),
      fault(words.lostAnswer, words.lostAnswerOn, LOST_ANSWER),
      [words.noFaults, () => attempt(() => remove("/sandbox/faults"), words.faultsOff)],
    ],
  });
}
