"""Copies the pages of the documentation, and the files that they link to, into a folder from which mkdocs builds a site:

    stage.py REPOSITORY TAGS REFERENCE FOLDER [LIVE]

TAGS is Doxygen's tag file, REFERENCE its pages, which are copied, too. README.md becomes the first page. Links to headers lead to
their pages in the reference, names to theirs; folders that are linked to get a page that lists their files. LIVE has the pages that are made of those in examples/live.
"""

import pathlib
import re
import shutil
import sys
import xml.etree.ElementTree as xml

from reference_links import Links

repository, tags, made_reference, to, *made = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
live = {repository / "examples/live" / page.name: page for folder in made for page in folder.glob("*.html")}
link = re.compile(r"\]\(([^)\s#]*)(#[^)\s]*)?\)")
fence = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)

reference = {
    pathlib.Path(compound.findtext("path", ""), compound.findtext("name")).resolve(): compound.findtext("filename")
    for compound in xml.parse(tags).getroot().findall("compound[@kind='file']")
}
links = Links(xml.parse(tags).getroot())
staged = set()


def stage_page(source):
    """Copies a page with its links, and whatever they lead to."""
    page = source.relative_to(repository)
    target = to / ("index.md" if page == pathlib.Path("README.md") else page)
    if target in staged:
        return
    staged.add(target)
    up = "../" * (len(target.relative_to(to).parts) - 1)

    def moved(found):
        path, anchor = found.group(1), found.group(2) or ""
        if not path or path.startswith(("http:", "https:")):
            return found.group(0)
        linked = (source.parent / path).resolve()
        if linked in reference:
            return f"]({up}reference/{reference[linked]})"
        if linked == repository / "README.md":
            return f"]({up}index.md{anchor})"
        if linked.is_dir():
            return f"]({up}{stage_folder(linked)})"
        if linked.suffix == ".md":
            stage_page(linked)
        else:
            stage_file(linked)
        return f"]({up}{linked.relative_to(repository)}{anchor})"

    text = source.read_text(encoding="utf-8")
    parts, begin = [], 0
    for block in fence.finditer(text):  # what stands in a block of code is no link
        parts += [link.sub(moved, text[begin : block.start()]), block.group(0)]
        begin = block.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(parts) + link.sub(moved, text[begin:])
    if source.parent == repository / "docs":
        text = links.add(text, page.with_suffix(".html"), up)
    target.write_text(text, encoding="utf-8")


def stage_file(source):
    target = to / source.relative_to(repository)
    if target not in staged:
        staged.add(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(live.get(source, source), target)


def stage_folder(source):
    """Writes a page that lists the files of a folder, and returns its path."""
    page = source.relative_to(repository) / "files.md"
    target = to / page
    if target not in staged:
        staged.add(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"# {source.relative_to(repository)}", ""]
        for file in sorted(path for path in source.rglob("*") if path.is_file()):
            name = file.relative_to(source)
            if file in reference:
                lines.append(f"- [`{name}`]({'../' * len(page.parent.parts)}reference/{reference[file]})")
            elif file.suffix == ".md":
                stage_page(file)
                lines.append(f"- [`{name}`]({name})")
            else:
                stage_file(file)
                lines.append(f"- [`{name}`]({name})")
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return page


stage_page(repository / "README.md")
for page in sorted((repository / "docs").glob("*.md")) + [repository / "CHANGELOG.md"]:
    stage_page(page)
shutil.copytree(made_reference, to / "reference")
links.write_back(to / "reference")
print(f"{len(staged)} files")
