/**
 * Days and times in the sandbox's zone, in the page's language.
 */

/** Formatters for one zone: all but `calendarDay` take milliseconds, `dayKey` compares days. */
export function datesIn(timezone, language) {
  const isChinese = language.startsWith("zh");
  const locale = isChinese ? "zh-CN" : "en-GB";
  const format = (options) => {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone: timezone, ...options });
    return (milliseconds) => formatter.format(milliseconds);
  };
  const time = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const weekday = format({ weekday: "short" });
  const date = format({ month: isChinese ? "long" : "short", day: "numeric" });
  const longDate = format({ month: "long", day: "numeric" });
  const longWeekday = format({ weekday: isChinese ? "short" : "long" });
  const day = (at) =>
    isChinese ? `${longDate(at)} ${longWeekday(at)}` : `${longWeekday(at)}, ${longDate(at)}`;
  const shortDay = (at) => (isChinese ? `${date(at)} ${weekday(at)}` : `${weekday(at)} ${date(at)}`);
  return {
    time,
    day,
    date,
    dayKey: format({ year: "numeric", month: "2-digit", day: "2-digit" }),
    moment: (at) => `${shortDay(at)} ${time(at)}`,
    calendarDay: (isoDate) => shortDay(middayOf(isoDate, timezone)),
  };
}

/** Some instant within a calendar day of the zone: its midday by the zone's own offset, give or take. */
function middayOf(isoDate, timezone) {
  const midday = Date.parse(`${isoDate}T12:00:00Z`);
  const shown = new Date(midday).toLocaleString("sv-SE", { timeZone: timezone });
  return midday - (Date.parse(`${shown.replace(" ", "T")}Z`) - midday);
}
