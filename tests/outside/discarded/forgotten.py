"""Lists the public functions whose result may be discarded without a warning.

    forgotten.py CLANG FLAG... < headers, one a line

Clang says what it declares: each function of a public interface that returns a value is [[nodiscard]], but for those that
are called for what they change.
"""
import re
import subprocess
import sys

changes = {
    "train_step": "the network", "load_weights": "the network", "weights_program": "files",
    "bits": "the generator", "uniform": "the generator", "normal": "the generator",
    "add": "a drawing", "set": "a drawing", "forward": "the output", "backward": "the gradient",
}
internal = {"detail", "kernels", "errors", "math", "calculus", "formula", "symbols", "functions"}
node = re.compile(r"^([ |`-]*)(\w+) 0x[0-9a-f]+ (.*)$")

program = "".join(f"#include <{header}>\n" for header in sys.stdin.read().split())
command = [*sys.argv[1:], "-x", "c++", "-", "-fsyntax-only", "-Xclang", "-ast-dump", "-Xclang", "-ast-dump-filter=constprop"]
text = subprocess.run(command, input=program, stdout=subprocess.PIPE, text=True, check=True).stdout

path, found, checked = [], [], 0  # path: [depth, kind, name, access of what follows, functions seen, nodiscard]


def leave(depth):
    """Closes what lies at `depth` or deeper; says which function was not [[nodiscard]]."""
    global checked
    while path and path[-1][0] >= depth:
        _, kind, name, _, _, is_public, nodiscard = path.pop()
        if kind == "function" and is_public:
            checked += 1
            if not nodiscard:
                found.append("::".join(p[2] for p in path if p[1] in ("namespace", "record")) + "::" + name)


for line in text.splitlines():
    if line.startswith("Dumping "):
        leave(0)
        continue
    match = node.match(line)
    if not match:
        continue
    depth, kind, rest = len(match[1]), match[2], match[3]
    leave(depth)
    parent = path[-1] if path else None
    if kind == "WarnUnusedResultAttr" and parent and parent[1] == "function":
        parent[6] = True
    elif kind == "AccessSpecDecl" and parent:
        parent[3] = rest.split()[-1]
    elif kind == "NamespaceDecl":
        path.append([depth, "namespace", rest.split()[-1], "public", 0, True, False])
    elif kind in ("CXXRecordDecl", "ClassTemplatePartialSpecializationDecl", "ClassTemplateSpecializationDecl"):
        name = (re.search(r"\b(?:class|struct|union) (\w+)", rest) or [None, "?"])[1]  # of a closure: definition
        hides = name == "definition" or re.search(r"\bclass \w+ definition", rest)
        path.append([depth, "record", name, "private" if hides else "public", 0, True, False])
    elif kind in ("FunctionTemplateDecl", "ClassTemplateDecl", "FriendDecl"):
        path.append([depth, kind, "", parent[3] if parent else "public", 0, True, False])
    elif kind in ("FunctionDecl", "CXXMethodDecl"):
        is_instance = bool(parent and parent[1] == "FunctionTemplateDecl" and parent[4])
        if parent:
            parent[4] += 1
        name_and_type = re.search(r"((?:operator\S+|\w+)) '(.*?)'", rest)
        name, result = (name_and_type[1], name_and_type[2]) if name_and_type else ("?", "void ()")
        names = [p[2] for p in path if p[1] == "namespace"]
        is_public = (not is_instance and " implicit " not in f" {rest} " and "constprop" in names
                     and not internal & set(names) and all(p[3] == "public" for p in path)
                     and not any(p[1] == "function" for p in path)
                     and not re.match(r"void\b(?!\s*\*)", result) and name not in changes and not re.fullmatch(r"operator[-+*/]?=", name))
        path.append([depth, "function", name, "public", 0, is_public, False])
leave(0)

print(f"{checked} public functions")
for name in sorted(set(found)):
    print("forgotten:", name)
sys.exit(1 if found or checked < 150 else 0)
