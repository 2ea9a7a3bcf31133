"""Optional content ("layers", ISO 32000-1, 8.11): which of it a reader does not see as
the document opens.
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Object, Pdf

Key = tuple[int, int]


class Layers:
    """``hides(thing)``: is what stands under this group or membership unseen?
    Expressions (/VE) are taken as seen.
    """

    def __init__(self, document: Pdf) -> None:
        properties = document.Root.get("/OCProperties")
        properties = properties if isinstance(properties, Dictionary) else Dictionary()
        usual = properties.get("/D")
        usual = usual if isinstance(usual, Dictionary) else Dictionary()
        everything = keys_of(properties.get("/OCGs"))
        self.off = (
            everything if str(usual.get("/BaseState", "/ON")) == "/OFF" else set()
        )
        self.off = (self.off - keys_of(usual.get("/ON"))) | keys_of(usual.get("/OFF"))

    def hides(self, thing: Object | None) -> bool:
        if not self.off or not isinstance(thing, Dictionary):
            return False
        if str(thing.get("/Type", "")) != "/OCMD":
            return thing.objgen in self.off
        return self.hides_membership(thing)

    def hides_membership(self, thing: Object) -> bool:
        groups = thing.get("/OCGs")
        members = list(groups) if isinstance(groups, Array) else [groups]
        off = [
            member.objgen in self.off
            for member in members
            if isinstance(member, Dictionary)
        ]
        if not off or "/VE" in thing:
            return False
        seen = {
            "/AllOn": not any(off),
            "/AnyOff": any(off),
            "/AllOff": all(off),
        }.get(str(thing.get("/P", "/AnyOn")), not all(off))
        return not seen


def keys_of(groups: Object | None) -> set[Key]:
    return (
        {group.objgen for group in groups if isinstance(group, Dictionary)}
        if isinstance(groups, Array)
        else set()
    )
