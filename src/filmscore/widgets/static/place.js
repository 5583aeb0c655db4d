// @ts-check
// Where a player stands in the notebook: whether it is near what is seen, and the still that a saved notebook shows before it.

/** @param {HTMLElement} root @param {AbortSignal} signal @param {() => void} near called once, when the player comes near what is seen */
export function whenNear(root, signal, near) {
  let placed = false;
  const observer = new IntersectionObserver((seen) => {
    if (!placed) hideStill(root, signal); // the observer's first word comes when we are in the page
    placed = true;
    if (!seen.some((one) => one.isIntersecting)) return;
    observer.disconnect();
    near();
  }, { rootMargin: "400px" });
  observer.observe(root);
  signal.addEventListener("abort", () => observer.disconnect());
}

/** The still stands in the output before ours: put it away while we are there. @param {HTMLElement} root @param {AbortSignal} signal */
function hideStill(root, signal) {
  const still = /** @type {HTMLElement | null} */ (root.closest(".jp-OutputArea-child")?.previousElementSibling ?? null);
  if (!still?.querySelector("img") || still.querySelector(".fsp-root")) return;
  still.style.display = "none";
  signal.addEventListener("abort", () => (still.style.display = ""));
}
