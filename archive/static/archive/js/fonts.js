// Sets a page in all of its own fonts or in none: hides it for at most 200 ms, until the fonts that it preloads have arrived; if one has not,
// the reader's own fonts stay (.plain in base.css). Without this script each font is decided alone (font-display: optional).
"use strict";

{
  const root = document.documentElement;
  const files = [...document.querySelectorAll('link[as="font"]')].map(link => link.href.split("/").pop());
  const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(rule => rule instanceof CSSFontFaceRule);
  // Faces of style sheets are first in document.fonts, in the order of their rules (CSS Font Loading, 4.1).
  const faces = [...document.fonts].filter((_, index) => files.some(file => rules[index].style.getPropertyValue("src").includes(file)));
  root.classList.add("plain", "waiting");
  const late = new Promise((_, fail) => setTimeout(fail, 200));
  Promise.race([Promise.all(faces.map(face => face.load())), late])
    .then(() => root.classList.remove("plain"), () => {})
    .finally(() => root.classList.remove("waiting"));
}
