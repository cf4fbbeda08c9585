/**
 * A WebAssembly module, byte by byte: just the instructions that straight-line SIMD code and a few loops need. All
 * functions take i32 parameters and return nothing; the one memory is exported.
 */
import { ToolError } from "../tools/errors.js";

/** Opcodes; those of SIMD stand behind the prefix byte 0xfd. */
const BASE = { loop: 0x03, end: 0x0b, br_if: 0x0d, call: 0x10, get: 0x20, set: 0x21, tee: 0x22 } as const;
const I32 = {
  const: 0x41,
  add: 0x6a,
  sub: 0x6b,
  or: 0x72,
  and: 0x71,
  shl: 0x74,
  shr_s: 0x75,
  load: 0x28,
  store: 0x36,
} as const;
const SIMD = {
  load: 0x00,
  store: 0x0b,
  const: 0x0c,
  shuffle: 0x0d,
  splat32: 0x11,
  not: 0x4d,
  and: 0x4e,
  andnot: 0x4f,
  or: 0x50,
  xor: 0x51,
  bitselect: 0x52,
  any_true: 0x53,
  shl32: 0xab,
  shr32: 0xad,
} as const;
const EMPTY_BLOCK = 0x40;
const TYPE_I32 = 0x7f;
const TYPE_V128 = 0x7b;

export type I32Op = "add" | "sub" | "or" | "and" | "shl" | "shr_s";
export type SimdOp = "not" | "and" | "andnot" | "or" | "xor" | "bitselect" | "any_true" | "splat32" | "shl32" | "shr32";

function unsigned(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
}

function signed(bytes: number[], value: number): void {
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) {
      bytes.push(low);
      return;
    }
    bytes.push(low | 0x80);
  }
}

/** The body of one function. Locals 0..params-1 are i32 parameters; the others are v128, made by `local()`. */
export class Code {
  readonly bytes: number[] = [];
  readonly params: number;
  #locals = 0;

  constructor(params: number) {
    this.params = params;
  }

  get locals(): number {
    return this.#locals;
  }

  /** A new v128 local. */
  local(): number {
    return this.params + this.#locals++;
  }

  get(local: number): this {
    return this.#withIndex(BASE.get, local);
  }

  set(local: number): this {
    return this.#withIndex(BASE.set, local);
  }

  tee(local: number): this {
    return this.#withIndex(BASE.tee, local);
  }

  call(index: number): this {
    return this.#withIndex(BASE.call, index);
  }

  i32(value: number): this {
    this.bytes.push(I32.const);
    signed(this.bytes, value | 0);
    return this;
  }

  alu(op: I32Op): this {
    this.bytes.push(I32[op]);
    return this;
  }

  /** i32 at the address on the stack plus `offset`. */
  load32(offset = 0): this {
    this.bytes.push(I32.load, 2);
    unsigned(this.bytes, offset);
    return this;
  }

  store32(offset = 0): this {
    this.bytes.push(I32.store, 2);
    unsigned(this.bytes, offset);
    return this;
  }

  simd(op: SimdOp): this {
    return this.#simd(SIMD[op]);
  }

  load(offset = 0): this {
    this.#simd(SIMD.load).bytes.push(4);
    unsigned(this.bytes, offset);
    return this;
  }

  store(offset = 0): this {
    this.#simd(SIMD.store).bytes.push(4);
    unsigned(this.bytes, offset);
    return this;
  }

  /** The same 32 bits in all four lanes. */
  v128(lane: number): this {
    this.#simd(SIMD.const);
    for (let i = 0; i < 16; i++) this.bytes.push((lane >>> (8 * (i % 4))) & 0xff);
    return this;
  }

  /** Four 32-bit lanes picked from the two vectors on the stack: 0..3 of the first, 4..7 of the second. */
  shuffle32(lanes: readonly [number, number, number, number]): this {
    this.#simd(SIMD.shuffle);
    for (const lane of lanes) for (let i = 0; i < 4; i++) this.bytes.push(4 * lane + i);
    return this;
  }

  /** Repeats `body` while it leaves a nonzero i32 on the stack. */
  loop(body: () => void): this {
    this.bytes.push(BASE.loop, EMPTY_BLOCK);
    body();
    this.bytes.push(BASE.br_if, 0, BASE.end);
    return this;
  }

  /** `local += by`. */
  advance(local: number, by: number): this {
    return this.get(local).i32(by).alu("add").set(local);
  }

  #withIndex(op: number, index: number): this {
    this.bytes.push(op);
    unsigned(this.bytes, index);
    return this;
  }

  #simd(op: number): this {
    this.bytes.push(0xfd);
    unsigned(this.bytes, op);
    return this;
  }
}

/** The smallest module with a vector in it: one function that makes a constant and drops it. */
function probe(): Uint8Array<ArrayBuffer> {
  const code = new Code(0);
  code.v128(0).set(code.local());
  const builder = new ModuleBuilder();
  builder.add(code);
  return builder.build(0);
}

/** Compiles and instantiates. @throws ToolError on a host whose WebAssembly has no SIMD */
export function instantiateSimd(code: Uint8Array<ArrayBuffer>): WebAssembly.Exports {
  if (!WebAssembly.validate(probe()))
    throw new ToolError(
      "WebAssembly has no SIMD here (it needs Node 16.4 or later on x86-64 with SSE4.1, or on 64-bit ARM)",
    );
  return new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
}

interface Entry {
  readonly code: Code;
  readonly exported: string | undefined;
}

const PAGE = 65536;

/** Collects functions and lays the module out. */
export class ModuleBuilder {
  readonly #functions: Entry[] = [];

  /** Adds a finished function and returns its index. */
  add(code: Code, exported?: string): number {
    return this.#functions.push({ code, exported }) - 1;
  }

  /** The module, with a memory of at least `bytes`. */
  build(bytes: number): Uint8Array<ArrayBuffer> {
    const out: number[] = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
    const arities = [...new Set(this.#functions.map(({ code }) => code.params))];
    section(out, 1, arities, (to, params) => {
      to.push(0x60);
      unsigned(to, params);
      for (let i = 0; i < params; i++) to.push(TYPE_I32);
      to.push(0);
    });
    section(out, 3, this.#functions, (to, { code }) => unsigned(to, arities.indexOf(code.params)));
    section(out, 5, [Math.ceil(bytes / PAGE)], (to, pages) => {
      to.push(0);
      unsigned(to, pages);
    });
    const names = this.#functions.flatMap(({ exported }, index) =>
      exported === undefined ? [] : [{ exported, index }],
    );
    section(
      out,
      7,
      [{ exported: "memory", index: 0, kind: 2 }, ...names.map((n) => ({ ...n, kind: 0 }))],
      (to, entry) => {
        unsigned(to, entry.exported.length);
        for (const char of entry.exported) to.push(char.charCodeAt(0));
        to.push(entry.kind);
        unsigned(to, entry.index);
      },
    );
    section(out, 10, this.#functions, (to, { code }) => {
      const head: number[] = [];
      head.push(code.locals === 0 ? 0 : 1);
      if (code.locals > 0) {
        unsigned(head, code.locals);
        head.push(TYPE_V128);
      }
      unsigned(to, head.length + code.bytes.length + 1);
      append(to, head);
      append(to, code.bytes);
      to.push(BASE.end);
    });
    return Uint8Array.from(out);
  }
}

function append(to: number[], bytes: readonly number[]): void {
  for (const byte of bytes) to.push(byte);
}

function section<T>(out: number[], id: number, items: readonly T[], write: (to: number[], item: T) => void): void {
  const body: number[] = [];
  unsigned(body, items.length);
  for (const item of items) write(body, item);
  out.push(id);
  unsigned(out, body.length);
  append(out, body);
}
