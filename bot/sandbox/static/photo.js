/**
 * A picture in a bubble. One that is known by its address alone is not fetched: a quiet
 * ground of the usual shape stands for it, with the host it would come from.
 */
import { element, icon } from "./elements.js";
import { hostOf } from "./links.js";

export const photoContent = {
  isIn: (message) => Boolean(message.photo_url),
  draw: (message, context) =>
    message.photo_url.startsWith("/") ? picture(message, context) : placeholder(message, context),
  summary: (_message, words) => words.photo,
};

function picture(message, { words, actions }) {
  const image = element("img", {
    src: message.photo_url,
    alt: message.caption ?? words.photo,
    onload: actions.keepPlace,
  });
  return element(
    "button",
    {
      type: "button",
      class: "photo",
      "aria-label": words.photo,
      onclick: () => actions.showPhoto(message.photo_url, image.alt),
    },
    image,
  );
}

function placeholder({ photo_url: address }, { words }) {
  const host = hostOf(address);
  return element(
    "div",
    { class: "photo is-elsewhere", role: "img", "aria-label": words.photoElsewhere(host), title: address },
    icon("photo"),
    element("span", {}, host),
  );
}
