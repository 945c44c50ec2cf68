"""Makes one HTML file of a page, its style, its scripts and its data, so that it needs no other file and no server:

    page.py PAGE.HTML INTO.HTML FOLDER...

Styles and scripts that the page names become part of it. Scripts of another type, such as application/wasm, are data, which
live.js reads: compressed, in base64. Files are looked for beside the page, then in the folders.
"""

import base64
import gzip
import pathlib
import re
import sys

page, into = (pathlib.Path(argument) for argument in sys.argv[1:3])
folders = [page.parent, *map(pathlib.Path, sys.argv[3:])]


def find(name):
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    sys.exit(f"{page}: names {name}, which is in none of {', '.join(map(str, folders))}")


def style(found):
    return f"<style>\n{find(found[1]).read_text(encoding='utf-8')}</style>"


def script(found):
    return f"<script>\n{find(found[1]).read_text(encoding='utf-8')}</script>"


def data(found):
    compressed = gzip.compress(find(found[2]).read_bytes(), mtime=0)
    return f"<script{found[1]}>{base64.b64encode(compressed).decode()}</script>"


text = page.read_text(encoding="utf-8")
text = re.sub(r'<link rel="stylesheet" href="([^"]*)">', style, text)
text = re.sub(r'<script src="([^"]*)"></script>', script, text)
text = re.sub(r'<script( type="[^"]*" id="[^"]*") src="([^"]*)"></script>', data, text)
into.write_text(text, encoding="utf-8")
