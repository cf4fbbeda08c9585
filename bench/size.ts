/** What `npm install halfulp` puts on a disk: the package's own files and its production dependencies. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../tools/cache.js";
import { ToolFailed } from "../tools/errors.js";
import { type NativeTool, runNative } from "../tools/native.js";
import { type Entry, figure } from "./figure.js";

const NPM: NativeTool = { command: "npm", install: "apt-get install npm" };

interface LockEntry {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly peer?: boolean;
}

/** Folders of the packages that a user gets: neither for development nor optional nor a peer. */
function productionFolders(root: string): string[] {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, LockEntry>;
  };
  return Object.entries(lock.packages)
    .filter(([path, e]) => path !== "" && !(e.dev || e.devOptional || e.optional || e.peer))
    .map(([path]) => path);
}

function bytesUnder(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

async function packedBytes(root: string): Promise<number> {
  // Without scripts, since packing would build again; what is in dist is what counts.
  const { log } = await runNative(NPM, ["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel=silent"], {
    cwd: root,
  });
  const size = /"unpackedSize":\s*(\d+)/.exec(log)?.[1];
  if (size === undefined) throw new ToolFailed("npm", "no unpackedSize", log);
  return Number(size);
}

/** The installed size, computed from the disk and the lock file. */
export async function sizeFigures(): Promise<Entry[]> {
  const root = projectRoot();
  const folders = productionFolders(root);
  const sizes = folders.map((folder) => ({ folder, bytes: bytesUnder(join(root, folder)) }));
  const own = await packedBytes(root);
  const dependencies = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = sizes.reduce((a, b) => (b.bytes > a.bytes ? b : a), { folder: "none", bytes: 0 });
  return [
    figure(
      "installed size",
      (own + dependencies) / 1e6,
      "MB",
      { is: "at most", limit: 60 },
      {
        own: own / 1e6,
        dependencies: dependencies / 1e6,
        packages: folders.length,
        largest: `${largest.folder.replace(/^node_modules\//, "")} ${(largest.bytes / 1e6).toFixed(1)}`,
      },
    ),
  ];
}
