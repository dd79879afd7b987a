// Shows advice instead of sending a quotation that is too long for an address. Without this script the server responds with the advice.
"use strict";

const form = document.getElementById("verify");
const field = document.getElementById("quotation");
const refusal = document.getElementById("quotation-refused");

function tooLong() {
  const text = field.value.replace(/\r?\n/g, "\r\n");
  const address = `${new URL(form.action).pathname}?${new URLSearchParams({ q: text })}`;
  return Array.from(text).length > Number(form.dataset.longest) || address.length > Number(form.dataset.address);
}

field.addEventListener("input", () => { refusal.hidden = !tooLong(); });
form.addEventListener("submit", event => {
  refusal.hidden = !tooLong();
  if (!refusal.hidden) event.preventDefault();
});
