/**
 * The little of WASI that a compiled model touches: text it prints when it dies, and its end. `node:wasi` would do too
 * but warns on every use, and a model has no business with files.
 */
import { ToolFailed } from "../tools/errors.js";

const SUCCESS = 0;
const BADF = 8;
const NOSYS = 52;

/** Instantiates a WASI reactor and runs its constructors. `what` names the model in errors. */
export async function instantiate(what: string, code: Uint8Array): Promise<WebAssembly.Instance> {
  const module = await WebAssembly.compile(new Uint8Array(code));
  let text = "";
  let memory: WebAssembly.Memory | undefined;
  const view = (): DataView => new DataView(memory!.buffer);
  const known: Record<string, (...args: number[]) => number> = {
    fd_write(_fd = 0, vectors = 0, count = 0, written = 0) {
      let total = 0;
      for (let i = 0; i < count; i++) {
        const start = view().getUint32(vectors + 8 * i, true);
        const length = view().getUint32(vectors + 8 * i + 4, true);
        text += new TextDecoder().decode(new Uint8Array(memory!.buffer, start, length));
        total += length;
      }
      view().setUint32(written, total, true);
      return SUCCESS;
    },
    proc_exit(code = 0) {
      throw new ToolFailed(what, `the model ended itself with code ${code}`, text);
    },
    environ_sizes_get(count = 0, size = 0) {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return SUCCESS;
    },
    environ_get: () => SUCCESS,
    // No directories: this ends the libc's search for them.
    fd_prestat_get: () => BADF,
  };
  const wasi: WebAssembly.ModuleImports = {};
  for (const { name } of WebAssembly.Module.imports(module)) wasi[name] = known[name] ?? (() => NOSYS);
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi });
  memory = instance.exports.memory as WebAssembly.Memory;
  (instance.exports._initialize as () => void)();
  return instance;
}
