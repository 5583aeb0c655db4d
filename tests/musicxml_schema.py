"""MusicXML against its schema: whether every element has the children it may have, in the order they must have.

The schema is the one that music21 brings along, of version 2.0. What later versions added, and the course writes, is
named here. Attributes and texts are not looked at.
"""

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import music21

_XS = "{http://www.w3.org/2001/XMLSchema}"
#: children that are younger than the schema
LATER = {"credit": ("credit-type",)}


@cache
def _schema():
    return ElementTree.parse(Path(music21.__file__).parent / "musicxml" / "musicxml.xsd").getroot()


@cache
def _named(kind, name):
    return _schema().find(f"{_XS}{kind}[@name='{name}']")


def _model(node):
    """A regular expression over the names of children, each with a space behind it; None for what is no content."""
    kind = node.tag.removeprefix(_XS)
    if kind == "element":
        made = f"(?:{re.escape(node.get('name') or node.get('ref'))} )"
    elif kind == "group" and node.get("ref"):
        made = f"(?:{_content(_named('group', node.get('ref')))})"
    elif kind in ("sequence", "choice"):
        inner = [one for one in map(_model, node) if one is not None]
        made = f"(?:{('' if kind == 'sequence' else '|').join(inner)})"
    else:
        return None
    least, most = node.get("minOccurs", "1"), node.get("maxOccurs", "1")
    return f"{made}{{{least},{'' if most == 'unbounded' else most}}}"


def _content(node):
    """The model of a type or a group; empty for one that holds text alone."""
    extended = node.find(f"{_XS}complexContent/{_XS}extension")
    if extended is not None:
        return _content(_named("complexType", extended.get("base"))) + _content(extended)
    return "".join(one for one in map(_model, node) if one is not None)


def _children(node):
    """The elements a type may hold, by their names."""
    found = {}
    for one in node.iter():
        if one.tag == f"{_XS}element":
            found.setdefault(one.get("name"), one)
        elif one.tag == f"{_XS}group" and one.get("ref"):
            found |= _children(_named("group", one.get("ref"))) | found
        elif one.tag == f"{_XS}extension":
            base = _named("complexType", one.get("base"))
            found |= {} if base is None else _children(base) | found
    return found


def _type(element):
    """What a declared element holds; None for text."""
    inline = element.find(f"{_XS}complexType")
    return inline if inline is not None else _named("complexType", element.get("type"))


def faults(text):
    """Where a document departs from the schema, in words."""
    root = ElementTree.fromstring(text)
    return list(_faults(root, _type(_named("element", root.tag)), root.tag))


_models = {}


def _faults(element, kind, path):
    if kind is None:
        return
    if id(kind) not in _models:
        _models[id(kind)] = (re.compile(_content(kind)), _children(kind), kind)
    model, known, _ = _models[id(kind)]
    names = [one.tag for one in element if one.tag not in LATER.get(element.tag, ())]
    if not model.fullmatch("".join(f"{name} " for name in names)):
        yield f"{path}: {' '.join(names[:20])}"
        return
    for one in element:
        if one.tag in known:
            yield from _faults(one, _type(known[one.tag]), f"{path}/{one.tag}")
