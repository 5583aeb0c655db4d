// @ts-check
// A widget that was late hears its kernel all the same.
//
// The host (anywidget 0.11) lets each message wait until the widget's script has been read. If that takes more than two
// seconds, as it does where a page with many widgets opens on a slow machine, the wait fails, and so does that of every later
// message: the widget is shown, and deaf for good. So a widget that was late hears by the way all other widgets of the
// notebook do, and asks its kernel for what was said meanwhile; a kernel that is busy answers when it is idle.

/** The host's own object behind what a widget is given: a change names it. @param {any} model @returns {any} */
function behind(model) {
  /** @type {any} */ let found = null;
  const changed = (/** @type {any} */ one) => (found = one);
  const name = "_is_there";
  model.on(`change:${name}`, changed);
  model.set(name, true);
  model.off(`change:${name}`, changed);
  found?.unset?.(name, { silent: true }); // nobody is told, and nothing of it is saved
  delete found?._buffered_state_diff?.[name];
  return found;
}

/** How all widgets hear, whatever this kind of widget has put before it. @param {any} own @returns {((message: any) => Promise<void>) | null} */
function plainWay(own) {
  /** @type {any[]} */ const ways = [];
  for (let one = Object.getPrototypeOf(own); one; one = Object.getPrototypeOf(one)) if (Object.hasOwn(one, "_handle_comm_msg")) ways.push(one._handle_comm_msg);
  return ways[1] ?? null;
}

/** @param {any} model @returns {Promise<boolean>} whether it was deaf, and hears now */
export async function hearAnyway(model) {
  try {
    if (typeof model.set !== "function") return false; // no notebook: a bare page
    const own = behind(model);
    const hear = own?.comm?.on_msg && plainWay(own);
    if (!hear) return false;
    try {
      await own._handle_comm_msg({ content: { data: { method: "nothing" } }, buffers: [] });
      return false;
    } catch {
      own._handle_comm_msg = hear; // it came too late for the host
    }
    own.comm.on_msg((/** @type {any} */ message) => hear.call(own, message));
    own.comm.send({ method: "request_state" }, {});
    return true;
  } catch {
    return false; // another host: it has its own ways, and nothing is lost that was there
  }
}
