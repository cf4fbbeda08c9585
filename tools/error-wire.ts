/** Carries the failures of `errors.ts` from one process to another without losing their kind, and so their exit code. */
import { CheckFailed, ToolError, ToolFailed, ToolMissing, UsageError } from "./errors.js";

/** A failure as plain data. */
export type WireError =
  | { readonly kind: "check" | "usage" | "tool" | "defect"; readonly message: string; readonly stack: string }
  | { readonly kind: "missing"; readonly tool: string; readonly install: string }
  | { readonly kind: "failed"; readonly tool: string; readonly how: string; readonly log: string };

export function toWire(error: unknown): WireError {
  if (error instanceof ToolMissing) return { kind: "missing", tool: error.tool, install: error.install };
  if (error instanceof ToolFailed) return { kind: "failed", tool: error.tool, how: error.how, log: error.log };
  const { message, stack = "" } = error instanceof Error ? error : { message: String(error) };
  if (error instanceof CheckFailed) return { kind: "check", message, stack };
  if (error instanceof UsageError) return { kind: "usage", message, stack };
  if (error instanceof ToolError) return { kind: "tool", message, stack };
  return { kind: "defect", message, stack };
}

export function fromWire(wire: WireError): Error {
  switch (wire.kind) {
    case "missing":
      return new ToolMissing(wire.tool, wire.install);
    case "failed":
      return new ToolFailed(wire.tool, wire.how, wire.log);
    case "check":
      return new CheckFailed(wire.message);
    case "usage":
      return new UsageError(wire.message);
    case "tool":
      return new ToolError(wire.message);
    case "defect": {
      // A fault of this program: keep the stack of the process where it happened.
      const error = new Error(wire.message);
      error.stack = wire.stack;
      return error;
    }
  }
}
