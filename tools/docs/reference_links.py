"""Links between the guide and the reference, both ways: names in the guide lead to their pages in the reference, and these pages
lead to those of the guide that name them.
"""

import collections
import re
import sys

code = re.compile(r"`(?:cp::|constprop::)?([a-z]\w*)(?:[<({][^`]*)?`")
link = re.compile(r"\[(?:[^\]`]|`[^`]*`)*\]\([^)]*\)")


def read_names(tags):
    """The address of each documented class and function of namespace constprop, from Doxygen's tags."""
    names = {}
    for space in tags.findall("compound[@kind='namespace']"):
        if space.findtext("name") == "constprop":
            for member in space.findall("member[@kind='function']"):
                names.setdefault(member.findtext("name"), f"{member.findtext('anchorfile')}#{member.findtext('anchor')}")
    for compound in tags.findall("compound"):
        name = re.fullmatch(r"constprop::(\w+)", compound.findtext("name"))
        if name and compound.get("kind") in ("struct", "class", "concept"):
            names[name[1]] = compound.findtext("filename")
    return names


class Links:
    def __init__(self, tags):
        self.names = read_names(tags)
        self.pages = collections.defaultdict(dict)  # of the guide, for each page of the reference

    def add(self, text, address, up):
        """The text of a page of the guide, whose names are links where they stand first."""
        title = re.search(r"^# (.*)$", text, re.MULTILINE)[1]
        seen = set()

        def linked(found):
            name = found[1]
            if name not in self.names or name in seen:
                return found[0]
            seen.add(name)
            self.pages[self.names[name]][address] = title
            return f"[{found[0]}]({up}reference/{self.names[name]})"

        def line(plain):
            if plain.startswith("#"):
                return plain
            parts, begin = [], 0
            for old in link.finditer(plain):
                parts += [code.sub(linked, plain[begin : old.start()]), old[0]]
                begin = old.end()
            return "".join(parts) + code.sub(linked, plain[begin:])

        blocks = re.split(r"(^```.*?^```)", text, flags=re.MULTILINE | re.DOTALL)
        return "".join(block if block.startswith("```") else "\n".join(map(line, block.split("\n"))) for block in blocks)

    def write_back(self, reference):
        """Writes links to the guide into every page of the reference. Stops if either has hardly any links to the other."""
        if "../index.html" not in (reference / "index.html").read_text(encoding="utf-8"):
            sys.exit("The first page of the reference does not link to the guide: Doxygen has not read tools/docs/reference.md")
        if len(self.pages) < 100:
            sys.exit(f"The guide links to {len(self.pages)} pages of the reference only: Doxygen's names have changed")
        for page in reference.glob("*.html"):
            text = page.read_text(encoding="utf-8")
            guide = [f'<a href="../{address}">{title}</a>' for address, title in self.pages[page.name].items()]
            back = '<a href="../index.html">Guide</a>' + (": " if guide else "") + ", ".join(guide)
            text = text.replace('<div class="contents">', f'<div class="contents">\n<p>{back}</p>', 1)
            page.write_text(text, encoding="utf-8")
