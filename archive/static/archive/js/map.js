// Pan and zoom of the map by buttons and arrow keys, by the wheel with Ctrl or on a focused map, and by two fingers on a touch screen.
// Other scrolling moves the page. Without this script the map is complete.

const [STEP, MOST] = [1.5, 6];
const tools = document.querySelector(".map-tools");
const sheets = [...document.querySelectorAll(".map-sheet")].map(svg => ({ svg, whole: svg.getAttribute("viewBox").split(" ").map(Number) }));
const still = matchMedia("(prefers-reduced-motion: reduce)");
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

// The visible part: its middle in shares of the map, and its magnification.
let view = { x: .5, y: .5, zoom: 1 };
let frame = 0;

function show(next) {
  view = next;
  const side = 1 / view.zoom;
  for (const { svg, whole: [left, top, width, height] } of sheets) {
    svg.setAttribute("viewBox", [left + (view.x - side / 2) * width, top + (view.y - side / 2) * height, width * side, height * side].join(" "));
    svg.style.setProperty("--map-zoom", view.zoom ** .6);
    svg.style.cursor = view.zoom > 1 ? "grab" : "";
  }
  tools.querySelector("output").textContent = `${view.zoom.toFixed(1).replace(".0", "")} ×`;
}

function inside({ x, y, zoom }) {
  zoom = clamp(zoom, 1, MOST);
  const half = .5 / zoom;
  return { x: clamp(x, half, 1 - half), y: clamp(y, half, 1 - half), zoom };
}

function go(target, smoothly = true) {
  const from = view;
  const to = inside(target);
  cancelAnimationFrame(frame);
  if (!smoothly || still.matches) return show(to);
  const begun = performance.now();
  const step = now => {
    const share = clamp((now - begun) / 180, 0, 1);
    show(share < 1 ? { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share, zoom: from.zoom + (to.zoom - from.zoom) * share } : to);
    if (share < 1) frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
}

// Zooms without moving the point of the map that is under a point of the screen.
function zoomAt(svg, clientX, clientY, factor) {
  const box = svg.getBoundingClientRect();
  const [u, v] = [(clientX - box.left) / box.width - .5, (clientY - box.top) / box.height - .5];
  const zoom = clamp(view.zoom * factor, 1, MOST);
  go({ x: view.x + u / view.zoom - u / zoom, y: view.y + v / view.zoom - v / zoom, zoom }, false);
}

function move(across, down) {
  go({ ...view, x: view.x + across * .25 / view.zoom, y: view.y + down * .25 / view.zoom });
}

tools.addEventListener("click", event => {
  const { zoom, x = 0, y = 0 } = event.target.closest("button")?.dataset ?? {};
  if (zoom) go({ ...view, zoom: zoom === "0" ? 1 : view.zoom * STEP ** zoom });
  else move(Number(x), Number(y));
});

function listen({ svg }) {
  svg.tabIndex = 0;
  let touched = null;
  let dragged = null;
  const measure = ([a, b]) => ({
    apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
    x: (a.clientX + b.clientX) / 2,
    y: (a.clientY + b.clientY) / 2,
  });
  const pan = (x, y) => {
    const box = svg.getBoundingClientRect();
    go({ ...view, x: view.x - x / box.width / view.zoom, y: view.y - y / box.height / view.zoom }, false);
  };

  svg.addEventListener("wheel", event => {
    const zooms = event.ctrlKey || svg.matches(":focus-within") && (view.zoom > 1 || event.deltaY < 0);
    if (!zooms) return;
    event.preventDefault();
    zoomAt(svg, event.clientX, event.clientY, 2 ** (-event.deltaY / 300));
  }, { passive: false });

  svg.addEventListener("touchmove", event => {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    const now = measure(event.touches);
    if (touched) {
      pan(now.x - touched.x, now.y - touched.y);
      zoomAt(svg, now.x, now.y, now.apart / touched.apart);
    }
    touched = now;
  }, { passive: false });
  for (const end of ["touchend", "touchcancel"]) svg.addEventListener(end, () => { touched = null; });

  svg.addEventListener("dragstart", event => event.preventDefault());
  svg.addEventListener("pointerdown", event => {
    if (event.pointerType === "mouse" && event.button === 0 && view.zoom > 1) dragged = { x: event.clientX, y: event.clientY, far: false };
  });
  addEventListener("pointermove", event => {
    if (!dragged) return;
    dragged.far ||= Math.hypot(event.clientX - dragged.x, event.clientY - dragged.y) > 4;
    if (!dragged.far) return;
    pan(event.clientX - dragged.x, event.clientY - dragged.y);
    Object.assign(dragged, { x: event.clientX, y: event.clientY });
  });
  addEventListener("pointerup", () => setTimeout(() => { dragged = null; }));
  svg.addEventListener("click", event => { if (dragged?.far) event.preventDefault(); }, true);

  svg.addEventListener("keydown", event => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step || view.zoom === 1 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(...step);
  });

  // Moves a focused element into view.
  svg.addEventListener("focusin", event => {
    if (event.target === svg) return;
    const [left, top, width, height] = sheets.find(sheet => sheet.svg === svg).whole;
    const box = event.target.getBBox();
    const [x, y] = [(box.x + box.width / 2 - left) / width, (box.y + box.height / 2 - top) / height];
    if (Math.max(Math.abs(x - view.x), Math.abs(y - view.y)) > .45 / view.zoom) go({ ...view, x, y });
  });
}

sheets.forEach(listen);
tools.hidden = false;
