// Shows the permanent address of selected words, adds the date of access and a copy button to citations, and makes the link to the other
// language lead to the same section. The pages work without this script.
"use strict";

const codePoints = text => Array.from(text).length;

// Returns the number of code points of an element's text before a point of the document.
function offset(element, node, at) {
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(node, at);
  return codePoints(before.toString());
}

// Returns the selected part of a sentence, in code points, without white space at its ends; null if there is none.
function selectedPart(element, range) {
  const text = Array.from(element.textContent);
  let start = element.contains(range.startContainer) ? offset(element, range.startContainer, range.startOffset) : 0;
  let end = element.contains(range.endContainer) ? offset(element, range.endContainer, range.endOffset) : text.length;
  while (start < end && /\s/.test(text[start])) start += 1;
  while (start < end && /\s/.test(text[end - 1])) end -= 1;
  return start < end ? { ref: element.dataset.verbatim, at: Number(element.dataset.start), start, end, words: text.slice(start, end).join("") } : null;
}

// Returns the reference of the selected words: “3.5@12-40”, or “3.4-3.5@100-180” across sentences.
function reference(parts) {
  const first = parts[0];
  const last = parts[parts.length - 1];
  const passages = first.ref === last.ref ? first.ref : `${first.ref}-${last.ref}`;
  return `${passages}@${first.start}-${last.at - first.at + last.end}`;
}

// Returns the reference of the sentence whose reading has selected words, which have no address of their own; empty if none has.
function readingReference(range) {
  const reading = [...document.querySelectorAll(".sentence .reading")].find(element => range.intersectsNode(element));
  return reading ? reading.closest(".sentence").id.slice(1) : "";
}

// Returns a text fragment directive (WICG, Scroll to Text Fragment), if the browser supports it.
function fragment(parts) {
  if (!parts.length || !("fragmentDirective" in document)) return "";
  const encoded = text => encodeURIComponent(text).replace(/-/g, "%2D");
  const words = parts.map(part => part.words).join(" ").split(/\s+/);
  const text = words.length > 8 ? `${encoded(words.slice(0, 4).join(" "))},${encoded(words.slice(-4).join(" "))}` : encoded(words.join(" "));
  return `#:~:text=${text}`;
}

function offerWords() {
  const holder = document.getElementById("cite-words");
  if (!holder) return;
  const [label, link, button] = ["span", "a", "button"].map(name => holder.querySelector(name));
  let words = "";
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const sentences = range ? [...document.querySelectorAll("[data-verbatim]")].filter(sentence => range.intersectsNode(sentence)) : [];
    const parts = sentences.map(sentence => selectedPart(sentence, range)).filter(Boolean);
    const ref = parts.length ? reference(parts) : range && readingReference(range);
    holder.hidden = !ref;
    if (!ref) return;
    words = parts.length ? parts.map(part => part.words).join(" ") : selection.toString().trim();
    label.textContent = parts.length ? holder.dataset.words : holder.dataset.reading;
    link.textContent = holder.dataset.address + ref;
    link.href = link.textContent + fragment(parts);
    button.textContent = holder.dataset.copy;
  });
  button.hidden = !navigator.clipboard;
  // Pressing the button does not end the selection.
  button.addEventListener("mousedown", event => event.preventDefault());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(`${words}\n${link.textContent}`);
    button.textContent = holder.dataset.copied;
  });
}

function offerCopies() {
  const section = document.getElementById("cite");
  if (!section || !navigator.clipboard) return;
  for (const citation of section.querySelectorAll("[data-citation], p.address")) {
    const button = document.createElement("button");
    const lines = [...citation.querySelectorAll("p")];
    const text = (lines.length ? lines : [citation]).map(line => line.textContent.trim()).join("\n");
    const label = (citation.closest("dd") ?? citation).previousElementSibling;
    button.type = "button";
    // Its name says what it copies; its text, which changes, is read out.
    button.setAttribute("aria-live", "polite");
    const name = words => { [button.textContent, button.ariaLabel] = [words, `${words}: ${label.textContent.trim()}`]; };
    button.className = "copy";
    // The button is in the language of the page, the citation may be in another.
    [button.lang, button.dir] = [document.documentElement.lang, document.documentElement.dir];
    name(section.dataset.copy);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text);
      name(section.dataset.copied);
    });
    (citation.closest(".together") || citation).after(button);
  }
}

// Writes today's date into citations, in the format of each style (Piece in archive/citations/pieces.py).
// Does nothing on pages without citations: the first name of a month takes about 50 ms on a phone.
function writeAccessDates() {
  const places = document.querySelectorAll("[data-day]");
  if (!places.length) return;
  const today = new Date();
  const month = locale => today.toLocaleDateString(locale, { month: "long" });
  const [day, year, english, arabic] = [today.getDate(), today.getFullYear(), month("en-US"), month("ar-EG")];
  const short = english.length < 5 ? english : `${english.slice(0, english === "September" ? 4 : 3)}.`;
  const formats = {
    en: `${english} ${day}, ${year}`,
    mla: `${day} ${short} ${year}`,
    ar: `${day} ${arabic} (${month("ar-SY")}) ${year}`,
  };
  for (const place of places) {
    place.textContent = place.dataset.said.replace("{}", formats[place.dataset.day]);
  }
}

// Keeps the position when the language is changed: the fragment of the address, or the topmost section after scrolling.
function keepPlace() {
  const link = document.querySelector(".other-language");
  link.addEventListener("click", () => {
    const places = [...document.querySelectorAll("main section[id], .sentence[id], .glossary > [id]")];
    const place = scrollY > 0 ? places.filter(element => element.getClientRects().length && element.getBoundingClientRect().top < 40).pop() : null;
    link.hash = place ? place.id : location.hash;
  });
}

writeAccessDates();
keepPlace();
offerWords();
offerCopies();
