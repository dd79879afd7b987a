// Reloads the page when the preview has checked the fixtures again.
const data = document.currentScript.dataset;
setInterval(async () => {
  try {
    const response = await fetch(data.address, { cache: "no-store" });
    if ((await response.json()).version !== Number(data.version)) location.reload();
  } catch { /* the preview has ended or is restarting */ }
}, 1000);
