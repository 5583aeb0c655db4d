"""Any widget that keeps and answers, on a bare page, with its own Python behind it and no notebook between."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from filmscore import look

#: a page that asks the widget in Python what a notebook's page would ask its kernel
HARNESS = """
const listeners = {};
const call = (name, ...args) => (listeners[name] ?? []).slice().forEach((one) => one(...args));
const model = {
  get: (name) => window.state[name],
  on: (name, one) => (listeners[name] ??= []).push(one),
  off: (name, one) => (listeners[name] = (listeners[name] ?? []).filter((other) => other !== one)),
  send: (message) => {
    window.sent.push(message.type);
    if (window.gone) return;
    window.toPython(JSON.stringify(message)).then((text) => {
      const { kept, answer, data } = JSON.parse(text);
      if (kept) {
        window.state.kept = kept;
        call("change:kept");
      }
      const bytes = data && Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
      if (answer) call("msg:custom", answer, bytes ? [new DataView(bytes.buffer)] : []);
    });
  },
};
window.sent = [];
window.mount = (state, root) => {
  window.state = state;
  window.leaving = new AbortController();
  widget.render({ model, el: document.getElementById("widget"), signal: leaving.signal });
  window.p = document.querySelector(root).fsp;
};
"""


def variables(dark: bool) -> str:
    """Lab's colours."""
    theme = look.DARK if dark else look.LIGHT
    names = {
        "layout-color1": "ground",
        "layout-color2": "panel",
        "border-color1": "line",
        "ui-font-color0": "ink",
        "ui-font-color1": "quiet",
    }
    return "".join(f"--jp-{ours}: {theme[name]};" for ours, name in names.items())


def blank(context: Any) -> Any:
    """A page of a window; `page.errors` gathers what goes wrong in it."""
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    return page


def html(script: str, css: str, harness: str, *, dark: bool = False) -> str:
    """A page with room for a widget, ``#widget``: its script is there as `widget`, and the harness defines `mount`."""
    script = re.sub(r"^export default", "const widget =", script, flags=re.MULTILINE)
    theme = look.DARK if dark else look.LIGHT
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Widget</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>body {{ {variables(dark)} background: {theme['ground']}; margin: 12px }} {css}</style>"
        f'<body data-jp-theme-light="{str(not dark).lower()}">'
        f'<main><h1 style="font: 16px sans-serif; color: {theme["ink"]}">Lesson</h1>'
        f'<h2 style="font: 14px sans-serif; color: {theme["ink"]}">Part</h2><div id="widget"></div></main>'
        f'<script type="module">{script}\n{harness}\nwindow.mounted = true;</script></body></html>'
    )


def bare(context: Any, script: str, css: str, harness: str, *args: Any, dark: bool = False) -> Any:
    """A page with a widget on it that has no address and no Python behind it: `mount` is called with `args`."""
    page = blank(context)
    page.set_content(html(script, css, harness, dark=dark))
    page.wait_for_function("() => window.mounted")
    page.evaluate("args => mount(...args)", list(args))
    return page


def mount(
    context: Any, widget: Any, root: str, *, dark: bool = False, origin: str = "http://widget.test/", ready: bool = True
) -> Any:
    """A page with the widget on it: `page.root` is its element `root`, `page.errors` gathers what goes wrong in it."""
    page = blank(context)

    def to_python(text: str) -> str:
        message = json.loads(text)
        if message["type"] != "send":
            widget._heard(None, message, [])
            return json.dumps({"kept": widget.kept})
        try:
            item, data = widget._part(message["what"])
        except Exception as error:
            return json.dumps({"answer": {"type": "refused", "id": message["id"], "why": str(error)}})
        answer = {"type": "media", "id": message["id"], "items": [item]}
        return json.dumps({"answer": answer, "data": base64.b64encode(data).decode()})

    page.expose_function("toPython", to_python)
    filled = html(widget._esm, widget._css, HARNESS, dark=dark)
    # a page with an address of its own: the browser keeps nothing for one without
    page.route(f"{origin}**", lambda route: route.fulfill(content_type="text/html", body=filled))
    page.goto(origin)
    page.wait_for_function("() => window.mounted")
    page.evaluate("([state, root]) => mount(state, root)", [{"desk": widget.desk, "kept": widget.kept}, root])
    if ready:
        page.wait_for_selector(f"{root}[data-ready]", timeout=40_000)
    page.root = page.locator(root)
    return page
