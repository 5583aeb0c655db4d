"""A page with one Motif bench on it, and no notebook: the bench's own kernel side answers."""

from __future__ import annotations

import base64
import re
from typing import Any

from filmscore import look
from filmscore.widgets import bundle
from filmscore.widgets.answering import sampled_notes
from filmscore.widgets.motif_bench import MotifBench, motif_bench

#: an address, because a page without one keeps nothing
URL = "http://bench.test/"

HARNESS = """
window.mount = (state) => {
  const heard = {};
  window.told = [];
  const call = (name, ...what) => [...(heard[name] ?? [])].forEach((act) => act(...what));
  const model = {
    get: (name) => state[name],
    on: (name, act) => (heard[name] ??= []).push(act),
    off: (name, act) => heard[name]?.splice(heard[name].indexOf(act), 1),
    send: (message) => {
      told.push(message);
      if (window.gone) return;
      tell(message).then((answer) => {
        if (answer.note) {
          const bytes = Uint8Array.from(atob(answer.note.data), (one) => one.charCodeAt(0));
          const media = { type: "media", id: message.id, items: [answer.note.item] };
          call("msg:custom", media, [new DataView(bytes.buffer)]);
        } else {
          state.kept = answer.kept;
          call("change:kept");
        }
      });
    },
  };
  window.model = model;
  widget.initialize({ model });
  widget.render({ model, el: document.getElementById("bench"), signal: new AbortController().signal });
  window.p = document.querySelector(".fsp-mb").fsp;
};
window.mounted = true;
"""


def open_bench(page: Any, bench: MotifBench, *, dark: bool = False) -> Any:
    """Show a bench; the page gets `root`, `bench` and `errors`."""
    theme = look.DARK if dark else look.LIGHT
    variables = {
        "layout-color1": theme["ground"],
        "layout-color2": theme["panel"],
        "border-color1": theme["line"],
        "ui-font-color0": theme["ink"],
        "ui-font-color1": theme["quiet"],
    }
    root = "".join(f"--jp-{name}: {value};" for name, value in variables.items())
    script = re.sub(r"^export default", "const widget =", bundle.script("motif_bench.js"), flags=re.MULTILINE)
    html = (
        '<!doctype html><html lang="en"><title>Bench</title><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><style>body {{ {root} background:'
        f" {theme['ground']}; margin: 12px }} {bench._css}</style>"
        f'<body data-jp-theme-light="{str(not dark).lower()}">'
        f'<main><h1 style="font: 16px sans-serif; color: {theme["ink"]}">Lesson</h1><div id="bench"></div></main>'
        f'<script type="module">{script}\n{HARNESS}</script></body></html>'
    )

    def tell(message: dict[str, Any]) -> dict[str, Any]:
        if message.get("type") == "send":
            item, data = sampled_notes(message["what"])
            return {"note": {"item": item, "data": base64.b64encode(data).decode()}}
        page.bench._heard(None, message, [])
        return {"kept": page.bench.kept}

    if not hasattr(page, "bench"):
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.expose_function("tell", tell)
    page.bench = bench
    page.unroute(URL)
    page.route(URL, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(URL)
    page.wait_for_function("() => window.mounted")
    page.evaluate("state => mount(state)", {"desk": bench.desk, "kept": bench.kept})
    page.wait_for_selector(".fsp-mb[data-ready]", timeout=40_000)
    page.root = page.locator(".fsp-mb")
    return page


def made(**options: Any) -> MotifBench:
    """A bench with a few motifs of *First Bloom*."""
    given = {"Jon": "D4 A4:1/2 F#4:1/2 E5:2", "the bloom": "A4:1/2 B4:1/2 D5 F#5:2", "Mara": None}
    return motif_bench("first-bloom", **{"motifs": given, "key": "D", **options})
