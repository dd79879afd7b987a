// Leads an address with a sentence of another page (“#s90.1”) to the page that has the sentence. Links from before a source was divided name its
// first page only. The index of pages has, for each, its first sentence; where it leaves pages out, the next page is nearer and looks again.
"use strict";

// Returns whether a reference, such as “3.5”, comes after another.
function isAfter(reference, other) {
  const [paragraph, sentence] = reference.split(".").map(Number);
  const [otherParagraph, otherSentence] = other.split(".").map(Number);
  return paragraph > otherParagraph || (paragraph === otherParagraph && sentence > otherSentence);
}

function findSentence() {
  const match = /^#s(\d+\.\d+)$/.exec(location.hash);
  if (!match || document.getElementById(`s${match[1]}`)) return;
  const links = [...document.querySelectorAll("[data-first]")].filter(link => !isAfter(link.dataset.first, match[1]));
  const link = links.pop();
  if (link && !link.hasAttribute("aria-current")) location.replace(link.href.split("#")[0] + location.hash);
}

findSentence();
window.addEventListener("hashchange", findSentence);
